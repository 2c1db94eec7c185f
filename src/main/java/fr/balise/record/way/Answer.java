package fr.balise.record.way;

/** What software answered. */
public sealed interface Answer {
    /** It keeps the document. @param said what it calls it, or its own words; may be empty */
    record Accepted(String said) implements Answer {}

    /** It lies where the software fetches it; that it did is seen later. @param ending of its file */
    record Laid(String ending) implements Answer {}

    /** It does not take the document, and will not if it is sent again. @param said its own words; may be empty */
    record Refused(Why why, String said) implements Answer {}

    enum Why {
        /** The software said so. */
        SOFTWARE,
        /** Only structured documents can go this way. */
        KIND,
        /** The document does not say whose it is. */
        PATIENT,
        /** Larger than what goes this way. */
        SIZE
    }
}
