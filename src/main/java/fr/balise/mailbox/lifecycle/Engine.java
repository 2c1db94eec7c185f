package fr.balise.mailbox.lifecycle;

import java.util.List;

/**
 * Whoever must obey what was decided of a mailbox: the mail servers, the published directory. All beans of this type are told.
 */
public interface Engine {
    /**
     * Bring the mailbox to what {@link Lifecycle#find} says of it now; {@link Wanted} says what that means for mail. Called after each
     * change was committed, outside any transaction, however late or often: what is in line already stays so. Told again until it
     * returns without an exception.
     */
    void bringInLine(MailboxId mailbox);

    /** The same for many, in fewer steps where there are any to save. What fails for one may fail for all: each is then told alone. */
    default void bringInLine(List<MailboxId> mailboxes) {
        mailboxes.forEach(this::bringInLine);
    }

    /** Whether this one keeps the mail, and erases it when told. Without any such engine no mailbox is ever called erased. */
    default boolean keepsMail() {
        return false;
    }
}
