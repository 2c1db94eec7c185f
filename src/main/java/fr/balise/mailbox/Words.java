package fr.balise.mailbox;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A sentence by its message key and its values, so that rules stay free of languages. {@link Wording} makes the text; dates
 * and words among the values are written out in the reader's language. Serializable, since a refusal is told by the page
 * after a redirect, and sessions live in the database.
 */
public record Words(String key, List<Object> values) implements Serializable {

    public Words {
        values = List.copyOf(values);
    }

    public static Words of(String key, Object... values) {
        return new Words(key, List.of(values));
    }

    /** Several things told one after the other, separated by commas. */
    public static <T> Words list(Collection<T> things, Function<T, Words> word) {
        return things.isEmpty()
                ? of("mailbox.words.nothing")
                : listed(things.stream().sorted().map(word).toList());
    }

    /** In the order given. */
    public static Words listed(List<Words> words) {
        return new Words(LIST, List.copyOf(words));
    }

    /** Not a message: the values stand side by side. */
    static final String LIST = "mailbox.words.list";
}
