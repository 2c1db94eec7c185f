package fr.balise.record.document;

/** A document that cannot be read, or is built to harm whoever reads it. */
public final class Unsafe extends Exception {
    private static final long serialVersionUID = 1;

    Unsafe(String why) {
        super(why); // of our own words, never of the document's
    }
}
