package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Patch;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads, searches and patches {@code Organization}; HAPI calls it. */
@Component
public class OrganizationDoor implements IResourceProvider {
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;

    OrganizationDoor(Reading reading, Searching searching, Writing writing) {
        this.reading = reading;
        this.searching = searching;
        this.writing = writing;
    }

    @Override
    public Class<Organization> getResourceType() {
        return Organization.class;
    }

    @Read
    public Organization read(@IdParam IdType id, RequestDetails request) {
        return (Organization) reading.one(Kind.ORGANIZATION, id, request);
    }

    /** By id, or by the parameters of a search that one resource matches. */
    @Patch
    public MethodOutcome patch(
            @IdParam @Nullable IdType id,
            @ConditionalUrlParam @Nullable String condition,
            PatchTypeEnum type,
            @ResourceParam String body,
            RequestDetails request) {
        return writing.patch(Kind.ORGANIZATION, id, body, request);
    }

    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        return searching.search(Kind.ORGANIZATION, request);
    }
}
