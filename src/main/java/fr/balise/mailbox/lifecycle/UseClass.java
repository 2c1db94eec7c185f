package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Words;
import fr.balise.mailstore.Activity;
import java.time.LocalDate;

/** What staff of the operator and managers of a structure may know of the use of somebody's mailbox: this, and no day. */
public enum UseClass {
    UNDER_30_DAYS,
    FROM_30_TO_90_DAYS,
    OVER_90_DAYS,
    /** Recorded without a gap since it was opened. */
    NEVER,
    /** The records have a gap in which it may have been used: never "unused". */
    UNKNOWN;

    /** A use older than this many days does not show that somebody is there. */
    public static final int SHOWS_SOMEBODY_DAYS = 90;

    static UseClass of(Activity activity) {
        var used = activity.lastUse();
        var perhaps = activity.lastGap();
        if (used.isEmpty() && perhaps.isPresent()) return UNKNOWN;
        var certain = used.map(day -> of(day, activity.today())).orElseGet(() -> without(activity));
        return perhaps.map(day -> of(day, activity.today()))
                .filter(possible -> possible != certain)
                .map(_ -> UNKNOWN)
                .orElse(certain);
    }

    private static UseClass of(LocalDate day, LocalDate today) {
        if (day.isAfter(today.minusDays(30))) return UNDER_30_DAYS;
        return day.isBefore(today.minusDays(SHOWS_SOMEBODY_DAYS)) ? OVER_90_DAYS : FROM_30_TO_90_DAYS;
    }

    /** What is older than the records cannot be called "never". */
    private static UseClass without(Activity activity) {
        return activity.opened().isBefore(activity.days().getFirst().on()) ? OVER_90_DAYS : NEVER;
    }

    public Words words() {
        return Words.of("mailbox.use." + Named.word(this));
    }
}
