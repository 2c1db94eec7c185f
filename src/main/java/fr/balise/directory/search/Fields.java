package fr.balise.directory.search;

/** Names of the index fields. One letter, because they are looked up for every word of every search. */
final class Fields {
    /** Key of a person ({@code p12}) or structure ({@code s3}), by which documents are replaced. */
    static final String KEY = "key";

    static final String FAMILY = "n";
    static final String GIVEN = "p";
    static final String CITY = "v";
    static final String WORK = "s";
    static final String PLACE = "o";
    /** Words of a structure that is itself the document. */
    static final String TITLE = "t";

    /** Beginnings of up to {@link #EDGE} letters; only family and given names have them. */
    static final String EDGES = "e";

    static final String SOUNDS = "h";
    /** The whole family name or title, as one term. */
    static final String WHOLE = "w";

    static final String ADDRESS = "a";
    static final String NUMBER = "x";
    /** What filters ask: {@code d:75}, {@code p:10}, {@code s:SM54}, {@code b:PER}, {@code b:*}. */
    static final String FILTER = "f";

    static final String CARD = "c";

    /** Longer beginnings are cheap to find in the term dictionary. */
    static final int EDGE = 3;

    static final String ANY_BOX = "b:*";

    private Fields() {}
}
