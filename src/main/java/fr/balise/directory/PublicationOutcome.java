package fr.balise.directory;

/** What came of a wish about the directory. */
public sealed interface PublicationOutcome {

    /**
     * @param statement id of what is stated now; 0 when nothing was and nothing is
     * @param changed false when it was already so
     */
    record Stated(long statement, boolean changed) implements PublicationOutcome {}

    record Refused(Why why) implements PublicationOutcome {}

    enum Why {
        /** The directory knows no such person, structure or situation, or they do not belong together. */
        UNKNOWN_CARRIER,
        /** The address holds signs that no mailbox of the national directory has. */
        BAD_ADDRESS,
        /** The address is known with another type, which never changes. */
        OTHER_TYPE,
        /** PER and CAB hang on people and their situations, ORG and APP on structures. */
        TYPE_NOT_FOR_CARRIER,
        /** A description, department or responsible person is not for mailboxes of this type. */
        FIELD_NOT_FOR_TYPE,
        /** A rank is a whole number from 1. */
        BAD_RANK,
        /** A text is empty, has more than 255 characters, or holds a control character. */
        BAD_TEXT
    }
}
