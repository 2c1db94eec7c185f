package fr.balise.directory.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a person typed, understood.
 *
 * @param words folded, at most {@link #MOST_WORDS}, without titles and small words
 * @param address an address, a part of one or a domain, if it looks like that
 * @param number an RPPS, FINESS, SIRET or national number, if it looks like that
 */
record Typed(List<String> words, Optional<String> address, Optional<String> number) {
    private static final int MOST_WORDS = 10;
    private static final Set<String> TITLES =
            Set.of("dr", "docteur", "docteure", "pr", "professeur", "mme", "madame", "monsieur", "mlle");
    private static final Set<String> SMALL = Set.of("a", "au", "aux", "chez", "et");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");
    private static final Pattern NUMBER = Pattern.compile("\\d[0-9ab]\\d{7,12}");
    private static final Pattern DOTTED = Pattern.compile("[\\p{L}0-9_-]+(\\.[\\p{L}0-9_-]+)+");

    static Typed of(String text) {
        var pieces = Stream.of(SPACE.split(text)).filter(p -> !p.isEmpty()).toList();
        var number = number(pieces);
        return new Typed(
                meaningful(Folding.words(text)),
                pieces.stream()
                        .filter(p -> p.indexOf('@') >= 0 && p.length() > 2)
                        .findFirst()
                        .or(() -> dotted(pieces))
                        .map(p -> p.toLowerCase(Locale.ROOT)),
                number);
    }

    /** All of it together, as people who group digits write it; else one word of it. */
    private static Optional<String> number(List<String> pieces) {
        var whole = String.join("", pieces).toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(whole).matches()) return Optional.of(whole);
        return pieces.stream()
                .map(piece -> piece.toLowerCase(Locale.ROOT))
                .filter(piece -> NUMBER.matcher(piece).matches())
                .findFirst();
    }

    /** Without the number: where nobody has it, the rest may still say who was meant. */
    List<String> besideNumber() {
        return words.stream().filter(word -> !NUMBER.matcher(word).matches()).toList();
    }

    boolean empty() {
        return words.isEmpty() && address.isEmpty();
    }

    private static Optional<String> dotted(List<String> pieces) {
        return pieces.size() == 1 && DOTTED.matcher(pieces.getFirst()).matches()
                ? Optional.of(pieces.getFirst())
                : Optional.empty();
    }

    /** Titles and small words go, unless nothing else was typed; the last word may be a beginning and stays. */
    private static List<String> meaningful(List<String> words) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < words.size() && kept.size() < MOST_WORDS; i++) {
            var word = words.get(i);
            boolean last = i == words.size() - 1;
            if (!TITLES.contains(word) && (last || !SMALL.contains(word)) && !kept.contains(word)) kept.add(word);
        }
        return kept.isEmpty() ? words.subList(0, Math.min(words.size(), MOST_WORDS)) : kept;
    }
}
