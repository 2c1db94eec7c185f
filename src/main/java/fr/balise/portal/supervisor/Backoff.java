package fr.balise.portal.supervisor;

import java.time.Duration;

/** How long to wait before a part that died is started again. */
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** A part that ran this long was well: the next death is a first one. */
    private static final Duration WELL = Duration.ofMinutes(2);

    private Backoff() {}

    /** One second after the first death in a row, then twice as long each time, a minute at most. */
    static Duration after(int deaths) {
        if (deaths < 1) return Duration.ZERO;
        return deaths > 6 ? LONGEST : Duration.ofSeconds(1L << deaths - 1);
    }

    /** Deaths in a row, this one counted. */
    static int deaths(int before, Duration ran) {
        return ran.compareTo(WELL) >= 0 ? 1 : before + 1;
    }
}
