package fr.balise.jobs;

import fr.balise.jobs.Job.State;
import java.time.Duration;
import java.util.Optional;

/** What an owner may wish of a job in each state, and how long a failure waits. Pure. */
final class JobRules {
    private JobRules() {}

    enum Wish {
        PAUSE,
        RESUME,
        CANCEL
    }

    /** The state that follows; empty if the wish makes no sense there. */
    static Optional<State> decide(State state, Wish wish) {
        return Optional.ofNullable(
                switch (wish) {
                    case PAUSE ->
                        switch (state) {
                            case WAITING -> State.PAUSED;
                            case RUNNING -> State.PAUSING;
                            default -> null;
                        };
                    case RESUME ->
                        switch (state) {
                            case PAUSED, FAILED -> State.WAITING;
                            case PAUSING -> State.RUNNING;
                            default -> null;
                        };
                    case CANCEL ->
                        switch (state) {
                            case WAITING, RUNNING, PAUSING, PAUSED, FAILED -> State.CANCELLING;
                            default -> null;
                        };
                });
    }

    /** After the n-th failure in a row: each pause twice as long as the one before, up to a limit. */
    static Duration pause(int failures, JobSettings settings) {
        var pause = settings.firstPause();
        for (int n = 1; n < failures && pause.compareTo(settings.longestPause()) < 0; n++)
            pause = pause.multipliedBy(2);
        return pause.compareTo(settings.longestPause()) < 0 ? pause : settings.longestPause();
    }
}
