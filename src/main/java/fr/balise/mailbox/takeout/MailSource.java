package fr.balise.mailbox.takeout;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.MailboxId;

/** Where the mail of an export or a copy comes from. */
public sealed interface MailSource {
    /** A mailbox that is held here. */
    record Held(MailboxId mailbox) implements MailSource {}

    /**
     * One that another operator holds and that the owner of the order connected.
     *
     * @param box how its holder sees it: the name that jobs and traces give it
     */
    record Elsewhere(BoxId box, MailAddress address) implements MailSource {
        @Override
        public String toString() {
            return key();
        }
    }

    /** As jobs and traces name it: {@code mailbox:12}, or {@code box:} and twenty characters. Never an address. */
    default String key() {
        return switch (this) {
            case Held(var mailbox) -> "mailbox:" + mailbox;
            case Elsewhere one -> "box:" + one.box();
        };
    }
}
