package fr.balise.mailbox.takeout;

import fr.balise.mailbox.lifecycle.MailboxId;

/** Where the mail of a copy comes from. */
sealed interface CopySource {
    /** A mailbox that is held here. */
    record Held(MailboxId mailbox) implements CopySource {}

    /** For the database: {@code mailbox:12}, as traces name it. */
    default String key() {
        return switch (this) {
            case Held(var mailbox) -> "mailbox:" + mailbox;
        };
    }

    /** @throws IllegalStateException for what is no {@link #key()} */
    static CopySource of(String key) {
        if (key.startsWith("mailbox:"))
            return new Held(new MailboxId(Long.parseLong(key.substring("mailbox:".length()))));
        throw new IllegalStateException("not a source of copies");
    }
}
