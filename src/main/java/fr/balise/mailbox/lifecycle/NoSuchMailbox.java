package fr.balise.mailbox.lifecycle;

/** A bug of the caller: ids come from this installation alone. */
public class NoSuchMailbox extends RuntimeException {
    NoSuchMailbox(MailboxId id) {
        super("no mailbox " + id);
    }
}
