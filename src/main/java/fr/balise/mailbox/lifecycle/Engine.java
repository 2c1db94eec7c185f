package fr.balise.mailbox.lifecycle;

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

    /** Whether this one keeps the mail, and erases it when told. Without any such engine no mailbox is ever called erased. */
    default boolean keepsMail() {
        return false;
    }
}
