package fr.balise.directory.fhir;

import fr.balise.directory.store.Among;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Practitioner.PractitionerQualificationComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people are and know: professions and savoir-faire of their present situations, and their diplomas. */
@Repository
class Qualifications {
    private static final String ROWS = """
            select person_id, 'profession' kind, null type, profession code from directory.situation
             where %1$s and gone_since is null and profession is not null
            union
            select s.person_id, 'skill', null, substr(k, position(':' in k) + 1) from directory.situation s, unnest(s.skills) k
             where %1$s and s.gone_since is null
            union
            select person_id, 'profession', null, profession from directory.qualification
             where %1$s and profession is not null
            union
            select person_id, kind, case when kind <> 'skill' then type end, code from directory.qualification
             where %1$s
            order by 1, 2, 4""".formatted(Among.ids("person_id", ":ids"));

    private final JdbcClient jdbc;
    private final Terminology terminology;

    Qualifications(JdbcClient jdbc, Terminology terminology) {
        this.jdbc = jdbc;
        this.terminology = terminology;
    }

    /** By the id of the person. */
    Map<Long, List<PractitionerQualificationComponent>> of(Collection<Long> persons) {
        var rows = new LinkedHashSet<>(jdbc.sql(ROWS)
                .param("ids", persons.toArray(Long[]::new))
                .query((r, _) -> new Row(r.getLong(1), r.getString(2), r.getString(3), r.getString(4)))
                .list());
        var codes = new HashSet<String>();
        for (var row : rows) {
            codes.add(row.code);
            if (row.type != null) codes.add(row.type);
        }
        var labels = terminology.of(codes);
        var qualifications = new HashMap<Long, List<PractitionerQualificationComponent>>();
        for (var row : rows)
            qualifications
                    .computeIfAbsent(row.person, _ -> new ArrayList<>())
                    .add(new PractitionerQualificationComponent(row.concept(labels)));
        return qualifications;
    }

    private record Row(long person, String kind, @Nullable String type, String code) {

        CodeableConcept concept(Terminology.Labels labels) {
            return switch (kind) {
                case "profession" -> new CodeableConcept(labels.coding(Terms.PROFESSION, code));
                case "skill" -> labels.skill(code);
                case "diploma" -> typed(labels, Terms.DIPLOMA, Terms.DIPLOMA_TYPE);
                default -> typed(labels, Terms.PERMIT, Terms.PERMIT_TYPE);
            };
        }

        private CodeableConcept typed(Terminology.Labels labels, String system, String typeSystem) {
            var concept = new CodeableConcept(labels.coding(system, code));
            return type == null ? concept : concept.addCoding(labels.coding(typeSystem, type));
        }
    }
}
