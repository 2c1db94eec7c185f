package fr.balise.directory.store;

import fr.balise.directory.Coded;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Labels of the codes that the tables hold. A code without a label is its own label. */
@Repository
public class Nomenclatures {
    public static final String PROFESSION = "TRE_G15-ProfessionSante";
    public static final String MODE = "TRE_R23-ModeExercice";
    public static final String ROLE = "TRE_R21-Fonction";
    public static final String SECTOR = "TRE_R02-SecteurActivite";
    private static final String SPECIALTY = "TRE_R38-SpecialiteOrdinale";
    private static final Set<String> NOT_SKILLS = Set.of(PROFESSION, MODE, ROLE, SECTOR);

    private final JdbcClient jdbc;

    Nomenclatures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Labelled labelled(Collection<String> codes) {
        var bySystem = new HashMap<String, Map<String, String>>();
        if (!codes.isEmpty())
            jdbc.sql("select system, code, label from directory.label where " + Among.texts("code", "?"))
                    .param(codes.toArray(String[]::new))
                    .query(r -> {
                        bySystem.computeIfAbsent(r.getString(1), _ -> new HashMap<>())
                                .put(r.getString(2), r.getString(3));
                    });
        return new Labelled(bySystem);
    }

    /** The labels of some codes, by code system. */
    public record Labelled(Map<String, Map<String, String>> bySystem) {

        public @Nullable Coded coded(String system, @Nullable String code) {
            return code == null ? null : new Coded(system, code, label(system, code));
        }

        /** A savoir-faire: most are specialties; the others belong to small nomenclatures that the label itself names. */
        public Coded skill(String code) {
            var systems = bySystem.entrySet().stream()
                    .filter(e ->
                            !NOT_SKILLS.contains(e.getKey()) && e.getValue().containsKey(code))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            var system = systems.isEmpty() || systems.contains(SPECIALTY) ? SPECIALTY : systems.getFirst();
            return new Coded(system, code, label(system, code));
        }

        List<Coded> skills(Collection<String> codes) {
            return codes.stream().map(this::skill).toList();
        }

        private String label(String system, String code) {
            return bySystem.getOrDefault(system, Map.of()).getOrDefault(code, code);
        }
    }
}
