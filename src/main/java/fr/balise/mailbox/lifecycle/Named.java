package fr.balise.mailbox.lifecycle;

import java.util.Locale;

/** The stored form of constants: {@code TAKE_BACK} is {@code take-back}. */
final class Named {
    private Named() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalStateException for an unknown word: it is never taken for some other */
    static <E extends Enum<E>> E of(Class<E> type, String word) {
        for (var constant : type.getEnumConstants()) if (word(constant).equals(word)) return constant;
        throw new IllegalStateException("unknown " + type.getSimpleName() + ": " + word);
    }
}
