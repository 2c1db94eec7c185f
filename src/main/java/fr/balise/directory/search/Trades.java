package fr.balise.directory.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** How people name trades, beside how the nomenclatures write them: {@code cardiologue} finds {@code Cardiologie}. */
final class Trades {
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("generaliste", "generale"),
            Map.entry("infirmiere", "infirmier"),
            Map.entry("kine", "kinesitherapeute"),
            Map.entry("pharmacienne", "pharmacien"),
            Map.entry("chirurgienne", "chirurgien"),
            Map.entry("opticienne", "opticien"),
            Map.entry("dieteticienne", "dieteticien"),
            Map.entry("medecine", "medecin"),
            Map.entry("toubib", "medecin"),
            Map.entry("orl", "oto"),
            Map.entry("anesthesiste", "anesthesie"),
            Map.entry("reanimateur", "reanimation"),
            Map.entry("biologiste", "biologie"),
            Map.entry("urgentiste", "urgence"),
            Map.entry("interniste", "interne"),
            Map.entry("accoucheur", "obstetrique"));
    private static final List<Map.Entry<String, String>> ENDINGS = List.of(
            Map.entry("logue", "logie"),
            Map.entry("iatre", "iatrie"),
            Map.entry("logiste", "logie"),
            Map.entry("ologiste", "ologie"));

    private Trades() {}

    /** Other words for the same, without the word itself. */
    static List<String> also(String word) {
        var found = new LinkedHashSet<String>();
        var same = SAME.get(word);
        if (same != null) found.add(same);
        for (var ending : ENDINGS)
            if (word.length() > ending.getKey().length() + 1 && word.endsWith(ending.getKey()))
                found.add(word.substring(0, word.length() - ending.getKey().length()) + ending.getValue());
        return List.copyOf(found);
    }
}
