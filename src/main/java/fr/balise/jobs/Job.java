package fr.balise.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands now.
 *
 * @param place where the work last said it was, in its own words; empty at the beginning
 * @param done how much is done, in the unit of {@code words}
 * @param total 0 while it is not known
 * @param words key of the message that says what is going on
 * @param result what the work left, in its own words, once it is done
 * @param failure why it stands still or is tried again: a key of the work's own, or the class of an exception; empty if nothing failed
 * @param endedAt null while it has not ended
 */
public record Job(
        JobId id,
        String kind,
        long owner,
        String subject,
        String input,
        State state,
        String place,
        long done,
        long total,
        String words,
        String result,
        String failure,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant endedAt) {

    /** Drawn in docs/jobs.md. */
    public enum State {
        /** For a worker: at its beginning, between two turns, or after a failure. */
        WAITING,
        RUNNING,
        /** Was asked to pause, and will at its next step. */
        PAUSING,
        PAUSED,
        /** Was asked to stop for good; what it left behind is being removed. */
        CANCELLING,
        CANCELLED,
        DONE,
        /** Given up; its owner may have it tried again from where it was. */
        FAILED;

        public boolean hasEnded() {
            return this == CANCELLED || this == DONE || this == FAILED;
        }
    }

    /** 0 to 100, or -1 while nobody knows. */
    public int percent() {
        if (state == State.DONE) return 100;
        return total <= 0 ? -1 : (int) Math.clamp(done * 100 / total, 0, 100);
    }

    public boolean mayPause() {
        return JobRules.decide(state, JobRules.Wish.PAUSE).isPresent();
    }

    public boolean mayResume() {
        return JobRules.decide(state, JobRules.Wish.RESUME).isPresent();
    }

    public boolean mayCancel() {
        return JobRules.decide(state, JobRules.Wish.CANCEL).isPresent();
    }
}
