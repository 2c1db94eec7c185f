package fr.balise.directory.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels of the codes that hits show and that people type. */
final class Labels {
    private final List<Map<String, String>> professions;
    private final List<Map<String, String>> skills;

    /** @param bySystem code to label, by name of the code system */
    Labels(Map<String, Map<String, String>> bySystem) {
        professions = having(bySystem, "G15", "rofession");
        skills = having(bySystem, "R38", "pecialite", "avoir", "ompetence", "ualification", "apacite");
    }

    @Nullable
    String profession(@Nullable String code) {
        return code == null ? null : label(professions, code);
    }

    String skill(String code) {
        return label(skills, code);
    }

    private static String label(List<Map<String, String>> systems, String code) {
        for (var system : systems) {
            var label = system.get(code);
            if (label != null) return label;
        }
        return code;
    }

    /** The systems whose name holds one of the parts, those of the first part first. */
    private static List<Map<String, String>> having(Map<String, Map<String, String>> bySystem, String... parts) {
        var found = new ArrayList<Map<String, String>>();
        for (var part : parts)
            bySystem.entrySet().stream()
                    .filter(e -> e.getKey().contains(part) && !e.getKey().contains("ategorie"))
                    .sorted(Comparator.comparing(e -> e.getKey()))
                    .forEach(e -> found.add(e.getValue()));
        return found;
    }
}
