package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.stereotype.Component;

/** Reads and searches {@code Organization}; HAPI calls it. */
@Component
public class OrganizationDoor implements IResourceProvider {
    private final Reading reading;
    private final Searching searching;

    OrganizationDoor(Reading reading, Searching searching) {
        this.reading = reading;
        this.searching = searching;
    }

    @Override
    public Class<Organization> getResourceType() {
        return Organization.class;
    }

    @Read
    public Organization read(@IdParam IdType id) {
        return (Organization) reading.one(Kind.ORGANIZATION, id);
    }

    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        return searching.search(Kind.ORGANIZATION, request);
    }
}
