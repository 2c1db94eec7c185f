package fr.balise.mailbox.lifecycle;

/** A mailbox of this installation, for ever: never reused, and the name of its mail home. Says nothing of its address. */
public record MailboxId(long value) {
    public MailboxId {
        if (value < 1) throw new IllegalArgumentException("a mailbox id is positive");
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
