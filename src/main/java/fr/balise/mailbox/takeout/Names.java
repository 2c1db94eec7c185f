package fr.balise.mailbox.takeout;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of files made from names in mail, which anybody may have written: no way out of the folder, nothing that Windows keeps for
 * itself, no sign that turns the reading direction, short enough to be unpacked. Pure.
 */
final class Names {
    private static final int LONGEST = 60;
    private static final int LONGEST_ENDING = 10;

    /** Of DOS, with or without an ending. */
    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "clock$", "conin$",
            "conout$");

    private Names() {}

    /** Never empty, never with a slash, never {@code .} or {@code ..}. @param otherwise where nothing is left of the name */
    static String safe(@Nullable String name, String otherwise) {
        var plain = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFC);
        var kept = new StringBuilder();
        plain.codePoints().limit(1_000).map(Names::sign).forEach(kept::appendCodePoint);
        var text = kept.toString().replaceAll("_{2,}", "_").replaceAll("^[ ._~-]+|[ .]+$", "");
        text = shortened(text);
        if (text.isEmpty() || text.equals("_")) return otherwise;
        var stem = text.indexOf('.') < 0 ? text : text.substring(0, text.indexOf('.'));
        return RESERVED.contains(stem.strip().toLowerCase(Locale.ROOT)) ? "_" + text : text;
    }

    private static int sign(int c) {
        if (Character.isLetterOrDigit(c) || " .-_()+,@".indexOf(c) >= 0) return c;
        return Character.getType(c) == Character.NON_SPACING_MARK ? c : '_';
    }

    /** Keeps the ending: it says what opens the file. */
    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= LONGEST) return text;
        int dot = text.lastIndexOf('.');
        var ending = dot > 0 && text.length() - dot <= LONGEST_ENDING ? text.substring(dot) : "";
        var stem = text.substring(0, text.offsetByCodePoints(0, LONGEST - ending.length()));
        return stem.replaceAll("[ .]+$", "") + ending;
    }
}
