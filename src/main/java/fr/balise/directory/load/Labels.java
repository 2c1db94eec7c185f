package fr.balise.directory.load;

import static fr.balise.directory.load.Column.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The labels of codes, gathered from new and changed rows that carry both: a code that no row had before comes with one of these.
 */
final class Labels {
    private record Pair(Column code, Column label, String system) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(PROFESSION, PROFESSION_LABEL, "TRE_G15-ProfessionSante"),
            new Pair(CATEGORY, CATEGORY_LABEL, "TRE_R09-CategorieProfessionnelle"),
            new Pair(SKILL_TYPE, SKILL_TYPE_LABEL, "TRE_R04-TypeSavoirFaire"),
            new Pair(MODE, MODE_LABEL, "TRE_R23-ModeExercice"),
            new Pair(SECTOR, SECTOR_LABEL, "TRE_R02-SecteurActivite"),
            new Pair(SECTION, SECTION_LABEL, "TRE_R06-SectionTableauCNOP"),
            new Pair(ROLE, ROLE_LABEL, "TRE_R21-Fonction"),
            new Pair(GENRE, GENRE_LABEL, "TRE_R22-GenreActivite"),
            new Pair(DIPLOMA_TYPE, DIPLOMA_TYPE_LABEL, "TRE_R14-TypeDiplome"),
            new Pair(DIPLOMA, DIPLOMA_LABEL, "TRE_R48-DiplomeEtatFrancais"),
            new Pair(PERMIT_TYPE, PERMIT_TYPE_LABEL, "TRE_R17-TypeAutorisation"),
            new Pair(PERMIT, PERMIT_LABEL, "TRE_R41-DisciplineAutorisation"));

    /** By type of skill; specialties where none is given. */
    private static final Map<String, String> SKILLS = Map.of(
            "", "TRE_R38-SpecialiteOrdinale",
            "S", "TRE_R38-SpecialiteOrdinale",
            "C", "TRE_R39-Competence",
            "CEX", "TRE_R40-CompetenceExclusive",
            "CAPA", "TRE_R43-CapaciteSavoirFaire",
            "PAC", "TRE_R44-QualificationPAC");

    private static final String OTHER_SKILLS = "TRE_R04-AutreSavoirFaire";

    record Code(String system, String code) {}

    private final Hashes hashes;
    private final KeyTable met;
    private final Map<Code, String> labels = new HashMap<>();

    Labels(Hashes hashes, OffHeap memory) {
        this.hashes = hashes;
        met = new KeyTable(memory, 4096);
    }

    /** Takes what is new in this row. The label met first stays. */
    void read(Row row) {
        for (var pair : PAIRS) read(row, pair.code, pair.label, pair.system);
        if (row.has(SKILL) && row.has(SKILL_LABEL) && isNew(row, SKILL, row.hash(SKILL_TYPE)))
            add(SKILLS.getOrDefault(row.text(SKILL_TYPE), OTHER_SKILLS), row, SKILL, SKILL_LABEL);
    }

    private void read(Row row, Column code, Column label, String system) {
        if (row.has(code) && row.has(label) && isNew(row, code, code.ordinal())) add(system, row, code, label);
    }

    private boolean isNew(Row row, Column code, long of) {
        int before = met.size();
        met.findOrAdd(hashes.mix(of, row.hash(code)));
        return met.size() > before;
    }

    private void add(String system, Row row, Column code, Column label) {
        labels.putIfAbsent(new Code(system, row.text(code)), row.text(label));
    }

    /** Labels change rarely: only differences are written. */
    void write(JdbcClient jdbc) {
        for (var entry : labels.entrySet())
            jdbc.sql("""
                    insert into directory.label (system, code, label) values (?, ?, ?)
                    on conflict (system, code) do update set label = excluded.label where label.label <> excluded.label""")
                    .params(entry.getKey().system(), entry.getKey().code(), entry.getValue())
                    .update();
    }
}
