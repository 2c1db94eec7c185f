package fr.balise.promotion;

/** Why a mailbox is proposed first. In the order in which they are told. */
public enum Reason {
    DECIDED,
    PREPARED,
    ONLY_ONE,
    READ,
    SAID_READ,
    ATTACHED,
    ROOM,
    FIRST_IN_DIRECTORY,
    HERE;

    /** The ending of the message key. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
