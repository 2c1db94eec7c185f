package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Practitioner;
import org.springframework.stereotype.Component;

/** Reads and searches {@code Practitioner}; HAPI calls it. */
@Component
public class PractitionerDoor implements IResourceProvider {
    private final Reading reading;
    private final Searching searching;

    PractitionerDoor(Reading reading, Searching searching) {
        this.reading = reading;
        this.searching = searching;
    }

    @Override
    public Class<Practitioner> getResourceType() {
        return Practitioner.class;
    }

    @Read
    public Practitioner read(@IdParam IdType id) {
        return (Practitioner) reading.one(Kind.PRACTITIONER, id);
    }

    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        return searching.search(Kind.PRACTITIONER, request);
    }
}
