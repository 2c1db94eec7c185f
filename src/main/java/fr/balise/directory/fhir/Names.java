package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.param.ParameterUtil;
import fr.balise.directory.search.Folding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Names of people as searched. The table holds family and first name folded in one key; a search for the beginning of a name
 * is a range of keys.
 */
final class Names {
    /** Sorts behind every character. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private static final String PRESENT = " and r.gone_since is null)";
    private static final String FAMILY_WORDS =
            "cardinality(array_remove(regexp_split_to_array(r.family, '[[:space:][:punct:]’‘‐‑–—]+'), ''))";
    private static final String FAMILY =
            "array_to_string((string_to_array(r.name_key, ' '))[:" + FAMILY_WORDS + "], ' ')";
    private static final String GIVEN = "substr(r.name_key, length(r.family) + 2)";
    private static final int MOST_WORDS = 6;

    private Names() {}

    static Clause family(String value, String modifier) {
        var typed = ParameterUtil.unescape(value);
        var key = Folding.fold(typed);
        if (key.isEmpty()) return Clause.NEVER;
        return switch (modifier) {
            case "exact" -> Clause.range("(r.family = ? and " + range("r.name_key") + PRESENT, typed, key, key + LAST);
            case "contains" ->
                Clause.of("(r.name_key like ? and position(? in " + FAMILY + ") > 0" + PRESENT, "%" + key + "%", key);
            default -> begins(key);
        };
    }

    /** With several words the last must still be of the family name, not of the first name behind it. */
    private static Clause begins(String key) {
        int words = Folding.words(key).size();
        return words == 1
                ? Clause.range("(" + range("r.name_key") + PRESENT, key, key + LAST)
                : Clause.range(
                        "(" + range("r.name_key") + " and " + FAMILY_WORDS + " >= ?" + PRESENT, key, key + LAST, words);
    }

    static Clause given(String value, String modifier) {
        var typed = ParameterUtil.unescape(value);
        var key = Folding.fold(typed);
        if (key.isEmpty()) return Clause.NEVER;
        return switch (modifier) {
            case "exact" -> Clause.of("(r.given = ? and " + range(GIVEN) + PRESENT, typed, key, key + LAST);
            case "contains" -> Clause.of("(" + GIVEN + " like ?" + PRESENT, "%" + key + "%");
            default -> Clause.of("(" + range(GIVEN) + PRESENT, key, key + LAST);
        };
    }

    /** Either name, or both in any order. */
    static Clause name(String value, String modifier) {
        var typed = ParameterUtil.unescape(value);
        var words = Folding.words(typed);
        if (words.isEmpty()) return Clause.NEVER;
        if (words.size() > MOST_WORDS) throw Bad.value("A name has at most " + MOST_WORDS + " words.");
        return switch (modifier) {
            case "exact" ->
                Clause.any(List.of(
                        family(value, "exact"),
                        given(value, "exact"),
                        Clause.of("concat_ws(' ', r.given, r.family) = ?", typed)
                                .and(turned(words))));
            case "contains" -> Clause.of("(r.name_key like ?" + PRESENT, "%" + Folding.fold(typed) + "%");
            default -> Clause.any(List.of(turned(words), given(value, "")));
        };
    }

    /** The key begins with the words, or with them turned round: {@code marie lefevre}, {@code lefevre marie}. */
    private static Clause turned(List<String> words) {
        var turns = new ArrayList<Clause>();
        for (int i = 0; i < words.size(); i++) {
            var turn = new ArrayList<>(words);
            Collections.rotate(turn, -i);
            var key = String.join(" ", turn);
            turns.add(Clause.range("(" + range("r.name_key") + PRESENT, key, key + LAST));
        }
        return Clause.any(turns);
    }

    private static String range(String what) {
        return what + " ~>=~ ? and " + what + " ~<~ ?";
    }
}
