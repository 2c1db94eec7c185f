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
import org.hl7.fhir.r4.model.Practitioner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads, searches and patches {@code Practitioner}; HAPI calls it. */
@Component
public class PractitionerDoor implements IResourceProvider {
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;

    PractitionerDoor(Reading reading, Searching searching, Writing writing) {
        this.reading = reading;
        this.searching = searching;
        this.writing = writing;
    }

    @Override
    public Class<Practitioner> getResourceType() {
        return Practitioner.class;
    }

    @Read
    public Practitioner read(@IdParam IdType id, RequestDetails request) {
        return (Practitioner) reading.one(Kind.PRACTITIONER, id, request);
    }

    /** By id, or by the parameters of a search that one resource matches. */
    @Patch
    public MethodOutcome patch(
            @IdParam @Nullable IdType id,
            @ConditionalUrlParam @Nullable String condition,
            PatchTypeEnum type,
            @ResourceParam String body,
            RequestDetails request) {
        return writing.patch(Kind.PRACTITIONER, id, body, request);
    }

    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        return searching.search(Kind.PRACTITIONER, request);
    }
}
