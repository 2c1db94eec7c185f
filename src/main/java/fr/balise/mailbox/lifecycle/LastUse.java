package fr.balise.mailbox.lifecycle;

import fr.balise.mailstore.Activity;
import java.time.LocalDate;
import java.time.Period;

/** When a mailbox was last used, as far as the servers recorded it. */
public sealed interface LastUse {
    record On(LocalDate day) implements LastUse {}

    /** Recorded without a gap since it was opened, and never used. */
    record NeverSince(LocalDate opened) implements LastUse {}

    /** The records have a gap: unknown, never "unused". */
    record Unknown() implements LastUse {}

    /**
     * @param silence how long a mailbox must be silent for this to matter: a gap that is older hides nothing
     * @return a gap after the last known use counts as a possible use on its last day
     */
    static LastUse of(Activity activity, Period silence) {
        var used = activity.lastUse();
        var perhaps = activity.lastGap();
        if (perhaps.isEmpty()) return used.<LastUse>map(On::new).orElseGet(() -> new NeverSince(activity.opened()));
        return activity.today().isBefore(perhaps.get().plus(silence)) ? new Unknown() : new On(perhaps.get());
    }
}
