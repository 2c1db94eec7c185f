package fr.balise.mailbox;

import fr.balise.mailbox.lifecycle.UseClass;
import fr.balise.mailstore.Activity;

/** What the servers recorded of the use of a mailbox that is held here, as finely as whoever looks may know it. */
public sealed interface BoxUse {
    /** For the holder alone. */
    record ByDay(Activity activity) implements BoxUse {}

    /** For everybody else. */
    record Coarse(UseClass used) implements BoxUse {}
}
