package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Words;

/** What came of opening a mailbox. */
public sealed interface Opening {
    record Opened(Hosted mailbox) implements Opening {}

    /** It is there already, for that same owner. */
    record AlreadyOpen(Hosted mailbox) implements Opening {}

    record Refused(Why why) implements Opening {}

    enum Why {
        /** Told to everyone but the one who had it: whether someone has it is not for others to know. */
        NOT_AVAILABLE,
        /** Told to the one who had it: an erased address does not come back, mail of patients may still be under way to it. */
        ERASED,
        /** Not in one of the domains of this installation. */
        OTHER_DOMAIN,
        /** {@code + * % /}, two dots, control or other characters than ASCII. */
        NOT_AN_ADDRESS;

        public Words words() {
            return Words.of("mailbox.life.opening." + Named.word(this));
        }
    }
}
