package fr.balise.directory.fhir;

import fr.balise.directory.store.Among;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Practice situations. */
@Repository
class Roles implements Resources<PractitionerRole> {
    private static final String ROWS =
            """
            select r.id, r.person_id, r.structure_id, r.kind, r.mode, r.role, r.section, r.profession, r.skills, r.authority,
                   r.source, %s active, %s changed
              from directory.situation r where %s and %s order by r.id""".formatted(Public.active(Kind.ROLE), Changed.at(Kind.ROLE), Among.ids("r.id", "?"), "%s");

    private final JdbcClient jdbc;
    private final Telecoms telecoms;
    private final Terminology terminology;

    Roles(JdbcClient jdbc, Telecoms telecoms, Terminology terminology) {
        this.jdbc = jdbc;
        this.telecoms = telecoms;
        this.terminology = terminology;
    }

    @Override
    public List<PractitionerRole> read(Collection<Long> ids, Viewer viewer) {
        if (ids.isEmpty()) return List.of();
        var mailboxes = telecoms.of(Kind.ROLE, ids, viewer);
        var rows = jdbc.sql(ROWS.formatted(Public.visible(Kind.ROLE, viewer)))
                .param(ids.toArray(Long[]::new))
                .query((r, _) -> Row.of(r))
                .list();
        var codes = new HashSet<String>();
        for (var row : rows) row.codes().forEach(codes::add);
        var labels = terminology.of(codes);
        return rows.stream()
                .map(row -> row.with(labels, mailboxes.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private record Row(
            PractitionerRole begun,
            long id,
            String register,
            @Nullable String kind,
            @Nullable String mode,
            @Nullable String function,
            @Nullable String section,
            @Nullable String profession,
            @Nullable String authority,
            List<String> skills) {

        static Row of(ResultSet r) throws SQLException {
            var role = Resources.begun(new PractitionerRole(), r);
            long id = r.getLong("id");
            role.addIdentifier().setSystem(Systems.SITUATION).setValue(Long.toString(id));
            role.setActive(r.getBoolean("active"));
            if (role.getActive()) {
                role.setPractitioner(new Reference("Practitioner/" + r.getLong("person_id")));
                long structure = r.getLong("structure_id");
                if (!r.wasNull()) role.setOrganization(new Reference("Organization/" + structure));
            }
            return new Row(
                    role,
                    id,
                    r.getString("source").equals("activity") ? "RPPS" : "MSS",
                    r.getString("kind"),
                    r.getString("mode"),
                    r.getString("role"),
                    r.getString("section"),
                    r.getString("profession"),
                    r.getString("authority"),
                    Stream.of((String[]) r.getArray("skills").getArray())
                            .map(k -> k.substring(k.indexOf(':') + 1))
                            .toList());
        }

        Stream<String> codes() {
            return Stream.concat(
                    skills.stream(),
                    Stream.of(kind, mode, function, section, profession).filter(c -> c != null));
        }

        PractitionerRole with(Terminology.Labels labels, List<ContactPoint> telecoms) {
            if (!begun.getActive()) return begun;
            Resources.profiled(begun, Kind.ROLE, register);
            if (authority != null)
                begun.getExtensionByUrl(Systems.DATA_TRACE)
                        .addExtension("autorite-enregistrement", new CodeableConcept().setText(authority));
            code(labels.concept(Terms.ACTIVITY, kind));
            code(labels.concept(Terms.MODE, mode));
            code(labels.concept(Terms.FUNCTION, function));
            code(labels.concept(Terms.SECTION, section));
            code(labels.concept(Terms.PROFESSION, profession));
            skills.forEach(skill -> begun.addSpecialty(labels.skill(skill)));
            telecoms.forEach(begun::addTelecom);
            return begun;
        }

        private void code(@Nullable CodeableConcept concept) {
            if (concept != null) begun.addCode(concept);
        }
    }
}
