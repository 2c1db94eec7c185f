package fr.balise.directory.load;

import java.util.List;
import java.util.stream.Stream;

/** A sentence to be said in the reader's language: its name under {@code directory.load} and the values in it. */
record Sentence(String name, List<String> values) {
    private static final String BETWEEN = "\u001f";

    static Sentence of(String name, Object... values) {
        return new Sentence(
                name,
                Stream.of(values)
                        .map(v -> v.toString().replaceAll("\\p{Cntrl}", " "))
                        .toList());
    }

    /** One text, as it is kept. */
    String kept() {
        return values.isEmpty() ? name : name + BETWEEN + String.join(BETWEEN, values);
    }

    static Sentence read(String kept) {
        var parts = List.of(kept.split(BETWEEN, -1));
        return new Sentence(parts.getFirst(), parts.subList(1, parts.size()));
    }
}
