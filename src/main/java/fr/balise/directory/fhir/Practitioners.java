package fr.balise.directory.fhir;

import fr.balise.directory.store.Among;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Practitioner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People. */
@Repository
class Practitioners implements Resources<Practitioner> {
    private static final String ROWS = """
            select r.id, r.national_id, r.rpps, r.civility, r.family, r.given, r.gone_since, %s changed
              from directory.person r where %s and %s order by r.id""".formatted(Changed.at(Kind.PRACTITIONER), Among.ids("r.id", "?"), "%s");

    private final JdbcClient jdbc;
    private final Telecoms telecoms;
    private final Qualifications qualifications;

    Practitioners(JdbcClient jdbc, Telecoms telecoms, Qualifications qualifications) {
        this.jdbc = jdbc;
        this.telecoms = telecoms;
        this.qualifications = qualifications;
    }

    @Override
    public List<Practitioner> read(Collection<Long> ids, Viewer viewer) {
        if (ids.isEmpty()) return List.of();
        var mailboxes = telecoms.of(Kind.PRACTITIONER, ids, viewer);
        var qualified = qualifications.of(ids);
        return jdbc.sql(ROWS.formatted(Public.visible(Kind.PRACTITIONER, viewer)))
                .param(ids.toArray(Long[]::new))
                .query((r, _) -> practitioner(
                        r,
                        mailboxes.getOrDefault(r.getLong("id"), List.of()),
                        qualified.getOrDefault(r.getLong("id"), List.of())))
                .list();
    }

    private static Practitioner practitioner(
            ResultSet r,
            List<ContactPoint> telecoms,
            List<Practitioner.PractitionerQualificationComponent> qualifications)
            throws SQLException {
        var practitioner = Resources.begun(new Practitioner(), r);
        for (var identifier : Identifiers.of(Kind.PRACTITIONER)) {
            var written = identifier.written(r.getString(identifier.column));
            if (written != null) practitioner.addIdentifier(written);
        }
        boolean active = r.getDate("gone_since") == null;
        practitioner.setActive(active);
        if (!active) return practitioner;
        Resources.profiled(practitioner, Kind.PRACTITIONER, r.getString("rpps") == null ? "MSS" : "RPPS");
        var name = practitioner.addName().setUse(NameUse.USUAL).setFamily(r.getString("family"));
        if (r.getString("given") != null) name.addGiven(r.getString("given"));
        if (r.getString("civility") != null) name.addPrefix(r.getString("civility"));
        telecoms.forEach(practitioner::addTelecom);
        qualifications.forEach(practitioner::addQualification);
        return practitioner;
    }
}
