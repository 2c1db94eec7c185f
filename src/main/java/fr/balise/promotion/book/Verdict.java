package fr.balise.promotion.book;

import fr.balise.kernel.Named;

/** What is to be done about an entry. In the order of a summary. */
public enum Verdict {
    /** The address to use, or one of several public ones among which nobody chose. */
    UP_TO_DATE,
    /** It leads nowhere by itself any more, and another one is known for sure. */
    OBSOLETE,
    /** Public, but its holder, or the directory, prefers another one. */
    NOT_PREFERRED,
    /** No address in the book, and one is known for sure. */
    MISSING,
    /** Somebody must choose: among people of one name, or among addresses of one person. */
    AMBIGUOUS,
    /** Public, and still to be asked about: at a place that was left, or of somebody with another name. */
    DOUBTFUL,
    /** Nothing can be said. The same for an address that never was, that is on the red list, or that leads nowhere. */
    UNKNOWN;

    public String word() {
        return Named.word(this);
    }

    /** Whether one address stands ready to be taken. */
    public boolean hasReplacement() {
        return this == OBSOLETE || this == NOT_PREFERRED || this == MISSING;
    }
}
