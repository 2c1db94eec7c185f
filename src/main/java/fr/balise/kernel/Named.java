package fr.balise.kernel;

import java.util.Locale;

/** Constants as tables, forms and message keys write them: {@code TAKE_BACK} is {@code take-back}. */
public final class Named {
    private Named() {}

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalStateException for an unknown word: it is never taken for some other */
    public static <E extends Enum<E>> E of(Class<E> type, String word) {
        for (var constant : type.getEnumConstants()) if (word(constant).equals(word)) return constant;
        throw new IllegalStateException("unknown " + type.getSimpleName() + ": " + word);
    }
}
