package fr.balise.mailstore;

/** What came of a wish to open a mailbox. */
public sealed interface Opening {
    record Opened(AccountId id) implements Opening {}

    record Refused(Why why) implements Opening {}

    enum Why {
        /** The address stood for a mailbox before. It is never given out again: a stranger would receive a patient's mail. */
        EVER_USED,
        /** Not a domain of this installation. */
        FOREIGN_DOMAIN,
        /** Hosted addresses are ASCII letters, digits and {@code . - _ '}, begin and end with a letter or digit, and have no two dots in a row. */
        BAD_ADDRESS
    }
}
