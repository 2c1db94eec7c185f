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
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/** Reads, searches and patches the resources of one type; HAPI calls it. */
abstract class Door<T extends IBaseResource> implements IResourceProvider {
    private final Kind kind;
    private final Class<T> type;
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;

    Door(Kind kind, Class<T> type, Reading reading, Searching searching, Writing writing) {
        this.kind = kind;
        this.type = type;
        this.reading = reading;
        this.searching = searching;
        this.writing = writing;
    }

    @Override
    public Class<T> getResourceType() {
        return type;
    }

    @Read
    public T read(@IdParam IdType id, RequestDetails request) {
        return type.cast(reading.one(kind, id, request));
    }

    /** By id, or by the parameters of a search that one resource matches. */
    @Patch
    public MethodOutcome patch(
            @IdParam @Nullable IdType id,
            @ConditionalUrlParam @Nullable String condition,
            PatchTypeEnum type,
            @ResourceParam String body,
            RequestDetails request) {
        return writing.patch(kind, id, body, request);
    }

    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        return searching.search(kind, request);
    }
}
