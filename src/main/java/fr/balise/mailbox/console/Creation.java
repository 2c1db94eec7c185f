package fr.balise.mailbox.console;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Hosted;

/** What came of a wish for a mailbox. */
public sealed interface Creation {

    /** Nothing stands in the way; nothing was done. @param name of the person or structure */
    record Possible(MailAddress address, String name) implements Creation {}

    record Created(Hosted mailbox) implements Creation {}

    /** That owner has it already; nothing was changed. */
    record There(Hosted mailbox) implements Creation {}

    record Refused(Why why) implements Creation {
        public Words words() {
            return why.words();
        }
    }

    /** Each sentence says what to do instead. */
    enum Why {
        /** The account or key may not open mailboxes in that domain. */
        NOT_ALLOWED,
        /** The number is none of a person or structure of the directory. */
        UNKNOWN_PERSON,
        UNKNOWN_STRUCTURE,
        /** No longer in the directory: mail of patients would go to somebody who left. */
        PERSON_LEFT,
        STRUCTURE_LEFT,
        /** The situation is not one of that person, or has left the directory. */
        OTHER_SITUATION,
        /** PER and CAB are of a person, ORG and APP of a structure. */
        TYPE_NOT_FOR_HOLDER,
        /** A department, description or responsible person that mailboxes of this type do not have. */
        FIELD_NOT_FOR_TYPE,
        /** A text is longer than 255 characters or holds a control character. */
        BAD_TEXT,
        NOT_AN_ADDRESS,
        OTHER_DOMAIN,
        /** Was or is somebody else's; whose, nobody is told. */
        NOT_AVAILABLE,
        /** Was this owner's, and was erased. */
        ERASED,
        /** The pattern of the domain gives nothing for that name: the address must be typed. */
        NO_PROPOSAL,
        /** The domain wants its pattern. */
        NOT_THE_PATTERN,
        /** An earlier line of the same file asks for the same address. */
        TWICE,
        /** The type of the address in the directory is another one, and never changes. */
        OTHER_TYPE;

        public Words words() {
            return Words.of("console.why." + Named.word(this));
        }
    }
}
