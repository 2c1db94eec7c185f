package fr.balise.directory.load;

/**
 * Why a whole load is refused: name of a sentence in {@code messages/directory} and what stands in it. An exception, because it
 * must end a transaction from deep inside a file; {@link NationalLoads} turns it into a value at the door.
 */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Sentence sentence;

    Refused(String name, Object... values) {
        super(name, null, false, false);
        sentence = Sentence.of(name, values);
    }

    Sentence sentence() {
        return sentence;
    }
}
