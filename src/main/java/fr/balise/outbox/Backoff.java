package fr.balise.outbox;

import java.time.Duration;

/** How long to wait after a failure: each pause twice as long as the one before, up to a limit. */
final class Backoff {
    private Backoff() {}

    static Duration after(int attempt, OutboxSettings settings) {
        var pause = settings.firstPause();
        for (int n = 1; n < attempt && pause.compareTo(settings.longestPause()) < 0; n++) pause = pause.multipliedBy(2);
        return pause.compareTo(settings.longestPause()) < 0 ? pause : settings.longestPause();
    }
}
