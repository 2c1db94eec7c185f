package fr.balise.promotion.book;

import fr.balise.kernel.Named;

/** A book that cannot be read. Says where, never what stands there. */
public final class BrokenBook extends Exception {
    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final int line;

    /** Why. */
    public enum Fault {
        EMPTY,
        /** Neither UTF-8 nor windows-1252, or what a spreadsheet saves by itself. */
        NOT_TEXT,
        TOO_LARGE,
        TOO_MANY_ENTRIES,
        /** No column, card or resource with an address, a name or a number. */
        NO_ENTRIES,
        /** No column that could be one of mail addresses. */
        NO_ADDRESS_COLUMN,
        /** A quotation mark that nothing ends, or a row that never does. */
        BROKEN_ROW,
        BROKEN_CARD,
        BROKEN_BUNDLE;

        public String word() {
            return Named.word(this);
        }
    }

    /** @param line 0 where it is the whole file */
    BrokenBook(Fault fault, int line) {
        super(fault.name() + " at " + line, null, false, false);
        this.fault = fault;
        this.line = line;
    }

    public Fault fault() {
        return fault;
    }

    public int line() {
        return line;
    }
}
