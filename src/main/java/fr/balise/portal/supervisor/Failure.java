package fr.balise.portal.supervisor;

/** Something that a person must put right: the message is one sentence for standard error, and says what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String sentence) {
        super(sentence);
    }
}
