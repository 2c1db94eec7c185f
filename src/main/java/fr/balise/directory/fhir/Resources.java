package fr.balise.directory.fhir;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;

/** Reads resources of one kind. */
interface Resources<T extends DomainResource> {

    /** Those of the ids that may be shown to this viewer, in the order of the ids. */
    List<T> read(Collection<Long> ids, Viewer viewer);

    /** What every resource has. */
    static <T extends DomainResource> T begun(T resource, ResultSet r) throws SQLException {
        resource.setId(Long.toString(r.getLong("id")));
        resource.setLanguage("fr");
        var changed = r.getObject("changed", OffsetDateTime.class);
        resource.getMeta().setLastUpdated(Date.from(changed.toInstant()));
        return resource;
    }

    /** For resources in the directory now: those that left fit no profile. */
    static void profiled(DomainResource resource, Kind kind, String register) {
        resource.getMeta().addProfile(kind.profile);
        var trace = new Extension(Systems.DATA_TRACE);
        trace.addExtension("systeme-information", new CodeType(register));
        resource.addExtension(trace);
    }
}
