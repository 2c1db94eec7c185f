package fr.balise.record;

/** What the record software of whoever reads a mailbox does with its documents, as that person says. It decides words, and proves nothing. */
public enum Habit {
    /** It fetches mail by itself and files what comes. */
    FILES,
    /** It files what the person chooses there. */
    CHOSEN,
    /** It does not: documents are printed, scanned or copied by hand. */
    BY_HAND,
    UNSURE;

    /** Whether handing over from here is what helps most; else the documents may be there already. */
    public boolean wantsHandOver() {
        return this == BY_HAND || this == UNSURE;
    }
}
