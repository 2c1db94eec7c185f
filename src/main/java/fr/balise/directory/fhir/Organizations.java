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
    private static final String ROWS =
            """
            select r.*, %s changed,
                   (select min(e.id) from directory.structure e where e.finess = r.finess_legal and e.id <> r.id) part_of,
                   %s legal
              from directory.structure r where %s order by r.id""".formatted(Changed.at(Kind.ORGANIZATION), Registers.LEGAL, Among.ids("r.id", "?"));

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
        boolean legal = r.getBoolean("legal");
        for (var identifier : Identifiers.of(Kind.ORGANIZATION)) {
            if (identifier == (legal ? Identifiers.FINESS : Identifiers.FINESS_LEGAL)) continue;
            var written = identifier.written(r.getString(identifier.column));
            if (written != null) organization.addIdentifier(written);
        }
        boolean active = r.getDate("gone_since") == null;
        organization.setActive(active).setName(r.getString("name"));
        if (!active) return organization;
        Resources.profiled(organization, Kind.ORGANIZATION, r.getString("finess") == null ? "RPPS" : "FINESS");
        organization.addType(typed("organizationType", kind(legal)));
        if (r.getString("brand") != null) organization.addAlias(r.getString("brand"));
        if (r.getString("phone") != null)
            organization.addTelecom().setSystem(ContactPointSystem.PHONE).setValue(r.getString("phone"));
        telecoms.forEach(organization::addTelecom);
        var address = address(r);
        if (!address.isEmpty()) organization.addAddress(address);
        if (!legal) organization.setPartOf(partOf(r));
        return organization;
    }

    /** The files name the legal entity of a site by its FINESS number, which may be all that is known of it. */
    private static @Nullable Reference partOf(ResultSet r) throws SQLException {
        long id = r.getLong("part_of");
        if (!r.wasNull()) return new Reference("Organization/" + id);
        var entity = Identifiers.FINESS_LEGAL.written(r.getString("finess_legal"));
        return entity == null ? null : new Reference().setIdentifier(entity);
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

    private static Coding kind(boolean legal) {
        return new Coding()
                .setSystem(Systems.ORGANIZATION_KIND)
                .setCode(legal ? "LEGAL-ENTITY" : "GEOGRAPHICAL-ENTITY");
    }

    private static CodeableConcept typed(String slice, Coding coding) {
        var type = new CodeableConcept(coding);
        type.addExtension(Systems.ORGANIZATION_TYPES, new CodeType(slice));
        return type;
    }
}
