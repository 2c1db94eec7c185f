package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.springframework.stereotype.Component;

/** Reads and searches {@code PractitionerRole}; HAPI calls it. */
@Component
public class PractitionerRoleDoor implements IResourceProvider {
    private final Reading reading;
    private final Searching searching;

    PractitionerRoleDoor(Reading reading, Searching searching) {
        this.reading = reading;
        this.searching = searching;
    }

    @Override
    public Class<PractitionerRole> getResourceType() {
        return PractitionerRole.class;
    }

    @Read
    public PractitionerRole read(@IdParam IdType id) {
        return (PractitionerRole) reading.one(Kind.ROLE, id);
    }

    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        return searching.search(Kind.ROLE, request);
    }
}
