package fr.balise.mailbox.lifecycle;

import java.time.LocalDate;

/** When a mailbox was last used, as far as the servers recorded it. */
public sealed interface LastUse {
    record On(LocalDate day) implements LastUse {}

    /** Recorded without a gap since it was opened, and never used. */
    record NeverSince(LocalDate opened) implements LastUse {}

    /** The records have a gap: unknown, never "unused". */
    record Unknown() implements LastUse {}
}
