package fr.balise.directory.fhir;

import fr.balise.directory.store.Among;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Structures. */
@Repository
class Organizations implements Resources<Organization> {
    private static final String ROWS = """
            select r.*, %s changed,
                   (select min(e.id) from directory.structure e where e.finess = r.finess_legal and e.id <> r.id) part_of
              from directory.structure r where %s order by r.id""".formatted(Changed.at(Kind.ORGANIZATION), Among.ids("r.id", "?"));

    private final JdbcClient jdbc;
    private final Telecoms telecoms;
    private final Terminology terminology;

    Organizations(JdbcClient jdbc, Telecoms telecoms, Terminology terminology) {
        this.jdbc = jdbc;
        this.telecoms = telecoms;
        this.terminology = terminology;
    }

    @Override
    public List<Organization> read(Collection<Long> ids, Viewer viewer) {
        if (ids.isEmpty()) return List.of();
        var mailboxes = telecoms.of(Kind.ORGANIZATION, ids, viewer);
        var rows = jdbc.sql(ROWS)
                .param(ids.toArray(Long[]::new))
                .query((r, _) -> new Row(
                        organization(r, mailboxes.getOrDefault(r.getLong("id"), List.of())), r.getString("sector")))
                .list();
        var sectors = new HashSet<String>();
        rows.stream().map(Row::sector).filter(Objects::nonNull).forEach(sectors::add);
        var labels = terminology.of(sectors);
        rows.forEach(row -> {
            if (row.sector != null && row.organization.getActive())
                row.organization.addType(typed("secteurActiviteRASS", labels.coding(Terms.SECTOR, row.sector)));
        });
        return rows.stream().map(Row::organization).toList();
    }

    private record Row(Organization organization, @Nullable String sector) {}

    private static Organization organization(ResultSet r, List<ContactPoint> telecoms) throws SQLException {
        var organization = Resources.begun(new Organization(), r);
        for (var identifier : Identifiers.of(Kind.ORGANIZATION)) {
            var written = identifier.written(r.getString(identifier.column));
            if (written != null) organization.addIdentifier(written);
        }
        boolean active = r.getDate("gone_since") == null;
        organization.setActive(active).setName(r.getString("name"));
        if (!active) return organization;
        Resources.profiled(organization, Kind.ORGANIZATION, r.getString("finess") == null ? "RPPS" : "FINESS");
        organization.addType(typed("organizationType", kind(r.getString("national_id"))));
        if (r.getString("brand") != null) organization.addAlias(r.getString("brand"));
        if (r.getString("phone") != null)
            organization.addTelecom().setSystem(ContactPointSystem.PHONE).setValue(r.getString("phone"));
        telecoms.forEach(organization::addTelecom);
        var address = address(r);
        if (!address.isEmpty()) organization.addAddress(address);
        long partOf = r.getLong("part_of");
        if (!r.wasNull()) organization.setPartOf(new Reference("Organization/" + partOf));
        return organization;
    }

    private static Address address(ResultSet r) throws SQLException {
        var address = new Address();
        for (var line : List.of("complement", "line"))
            if (r.getString(line) != null) address.addLine(r.getString(line));
        return address.setPostalCode(r.getString("postcode"))
                .setCity(r.getString("city"))
                .setDistrict(r.getString("department"))
                .setCountry(r.getString("country"));
    }

    /** A structure known by its SIREN alone is a legal entity; the others are sites. */
    private static Coding kind(String nationalId) {
        return new Coding()
                .setSystem(Systems.ORGANIZATION_KIND)
                .setCode(nationalId.startsWith("2") ? "LEGAL-ENTITY" : "GEOGRAPHICAL-ENTITY");
    }

    private static CodeableConcept typed(String slice, Coding coding) {
        var type = new CodeableConcept(coding);
        type.addExtension(Systems.ORGANIZATION_TYPES, new CodeType(slice));
        return type;
    }
}
