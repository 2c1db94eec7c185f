package fr.balise.mailbox.lifecycle;

import java.util.OptionalInt;

/** How full a mailbox is, for rooms that are not concerned with what is inside. */
public interface Fullness {
    /** Percent of its quota, above 100 where it lives on its reserve; empty where no mail server knows the mailbox. */
    OptionalInt percent(Hosted mailbox);
}
