package fr.balise.directory.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brings names and typed words to one spelling: lower case, no accents, one space for hyphens, apostrophes and other signs. */
public final class Folding {
    private static final int LONGEST_WORD = 60;
    private static final Map<String, String> SAINTS = Map.of("st", "saint", "ste", "sainte", "sts", "saints");

    private Folding() {}

    /** The folded text; empty when it holds no letter or digit. */
    public static String fold(String text) {
        var plain = decomposed(text);
        var out = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> append(out, c));
        var end = out.length();
        if (end > 0 && out.charAt(end - 1) == ' ') out.setLength(end - 1);
        return out.toString();
    }

    /** The folded words, in order. */
    public static List<String> words(String text) {
        return cut(fold(text));
    }

    /** Words of a name, and all of them in one: {@code LE GALL} is also typed {@code legall}. */
    static List<String> nameWords(String text) {
        var words = words(text);
        if (words.size() > 1 && words.size() < 4) words.add(String.join("", words));
        return words;
    }

    /** Words of a place or structure, where {@code ST} and {@code STE} are spelt out. */
    static List<String> placeWords(String text) {
        return words(text).stream().map(w -> SAINTS.getOrDefault(w, w)).toList();
    }

    static String spelledOut(String word) {
        return SAINTS.getOrDefault(word, word);
    }

    private static List<String> cut(String folded) {
        var words = new ArrayList<String>(4);
        for (int from = 0; from < folded.length(); ) {
            int to = folded.indexOf(' ', from);
            if (to < 0) to = folded.length();
            words.add(folded.substring(from, Math.min(to, from + LONGEST_WORD)));
            from = to + 1;
        }
        return words;
    }

    private static void append(StringBuilder out, int c) {
        if (c < 128) {
            if (c >= 'A' && c <= 'Z') out.append((char) (c + 32));
            else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') out.append((char) c);
            else gap(out);
        } else if (Character.getType(c) == Character.NON_SPACING_MARK) {
            return;
        } else if (c == 'œ' || c == 'Œ') out.append("oe");
        else if (c == 'æ' || c == 'Æ') out.append("ae");
        else if (c == 'ß') out.append("ss");
        else if (c == 'ø' || c == 'Ø') out.append('o');
        else if (Character.isLetterOrDigit(c)) out.appendCodePoint(Character.toLowerCase(c));
        else gap(out);
    }

    private static void gap(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') out.append(' ');
    }

    private static String decomposed(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) >= 128) return Normalizer.normalize(text, Normalizer.Form.NFKD);
        return text;
    }
}
