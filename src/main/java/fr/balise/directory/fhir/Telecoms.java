package fr.balise.directory.fhir;

import fr.balise.directory.store.Among;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The public mailboxes of resources, as telecoms with the national extensions. */
@Repository
class Telecoms {
    private final JdbcClient jdbc;

    Telecoms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the id of the resource, the preferred ones first. */
    Map<Long, List<ContactPoint>> of(Kind kind, Collection<Long> ids, Viewer viewer) {
        var telecoms = new HashMap<Long, List<ContactPoint>>();
        jdbc.sql("""
                select a.%1$s, d.display, d.domain, d.type, a.rank, a.service, a.description, a.responsible, a.unlisted
                  from directory.attachment a join directory.address d on d.id = a.address_id
                 where %4$s and %2$s %3$s
                 order by a.rank nulls last, a.id""".formatted(
                                kind.attachedBy,
                                Public.listed(viewer),
                                Public.carried(kind),
                                Among.ids("a." + kind.attachedBy, "?")))
                .param(ids.toArray(Long[]::new))
                .query(r -> {
                    telecoms.computeIfAbsent(r.getLong(1), _ -> new ArrayList<>())
                            .add(telecom(r, viewer.mayPublish(r.getString("domain"))));
                });
        return telecoms;
    }

    private static ContactPoint telecom(ResultSet r, boolean own) throws SQLException {
        var telecom = new ContactPoint();
        telecom.setSystem(ContactPointSystem.EMAIL).setValue(r.getString("display"));
        telecom.addExtension(
                new Extension(Systems.EMAIL_TYPE, coding(Systems.nomenclature("TRE_R256-TypeMessagerie"), "MSSANTE")));
        telecom.addExtension(metadata(r, own));
        int rank = r.getInt("rank");
        if (rank > 0) telecom.setRank(rank);
        return telecom;
    }

    /** Public data carries neither the red list nor the person responsible: whoever publishes the mailbox sees both. */
    private static Extension metadata(ResultSet r, boolean own) throws SQLException {
        var metadata = new Extension(Systems.MAILBOX_METADATA);
        metadata.addExtension(
                "type", new CodeableConcept(coding(Systems.nomenclature("TRE_R257-TypeBAL"), r.getString("type"))));
        for (var text : own ? List.of("description", "service", "responsible") : List.of("description", "service")) {
            var value = r.getString(text);
            if (value != null && !value.isBlank()) metadata.addExtension(text, new StringType(value));
        }
        if (own) metadata.addExtension("listeRouge", new BooleanType(r.getBoolean("unlisted")));
        return metadata;
    }

    private static Coding coding(String system, String code) {
        return new Coding().setSystem(system).setCode(code);
    }
}
