package fr.balise.bench;

import fr.balise.directory.search.Hit;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One search of the mix, with whom it means.
 *
 * @param city null where the typed words do not name one
 */
record Question(
        Kind kind, String text, Meant meant, @Nullable String city) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

    enum Kind {
        PREFIX,
        NAME_AND_FIRST,
        TYPO,
        ACCENT,
        CITY_AND_WORK,
        EXACT,
        STRUCTURE
    }

    /** Whom or what a question means. */
    record Meant(
            String family, String given, String city, String work, String structure, String address, String rpps) {}

    /** Whether the one meant, or one that the typed words cannot tell apart from it, is among the first five. */
    boolean answeredBy(List<Hit> hits) {
        var first = hits.subList(0, Math.min(5, hits.size()));
        return switch (kind) {
            case PREFIX ->
                !first.isEmpty()
                        && first.stream()
                                .allMatch(
                                        h -> (" " + family(h) + " " + family(h).replace(" ", "")).contains(" " + text));
            case STRUCTURE ->
                first.stream()
                        .anyMatch(h ->
                                structure(h).equals(plain(meant.structure())) && city(h).equals(plain(meant.city())));
            case EXACT -> first.stream().anyMatch(this::exactly);
            case NAME_AND_FIRST ->
                first.stream()
                        .anyMatch(h -> family(h).equals(plain(meant.family()))
                                && given(h).startsWith(plain(meant.given()).substring(0, 2)));
            case TYPO, ACCENT, CITY_AND_WORK -> first.stream().anyMatch(this::samePerson);
        };
    }

    private boolean exactly(Hit hit) {
        var person = hit.person();
        return person != null && meant.rpps().equals(person.rpps())
                || hit.mailboxes().stream().anyMatch(b -> b.address().equalsIgnoreCase(meant.address()));
    }

    private boolean samePerson(Hit hit) {
        return family(hit).equals(plain(meant.family()))
                && (kind == Kind.CITY_AND_WORK || given(hit).equals(plain(meant.given())))
                && (city == null || city(hit).equals(plain(city)));
    }

    private static String family(Hit hit) {
        return hit.person() == null ? "" : plain(hit.person().family());
    }

    private static String given(Hit hit) {
        var given = hit.person() == null ? null : hit.person().given();
        return given == null ? "" : plain(given);
    }

    private static String city(Hit hit) {
        var place = hit.situation() == null ? null : hit.situation().structure();
        return place == null || place.city() == null ? "" : plain(place.city());
    }

    private static String structure(Hit hit) {
        var place = hit.situation() == null ? null : hit.situation().structure();
        return place == null ? "" : plain(place.name());
    }

    /** Lower case without accents; the bench's own, so that an error of the search's folding shows. */
    static String plain(String text) {
        var bare = MARKS.matcher(Normalizer.normalize(text.replace("œ", "oe").replace("Œ", "OE"), Normalizer.Form.NFD))
                .replaceAll("");
        return OTHER.matcher(bare.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
