package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.InstantType;
import org.jspecify.annotations.Nullable;

/** A page as HAPI wants it: all of it at once, with the sealed name of the next one. */
record PageBundle(String walk, Page page, @Nullable String next, Date at) implements IBundleProvider {

    @Override
    public String getCurrentPageId() {
        return "page";
    }

    @Override
    public @Nullable String getNextPageId() {
        return next;
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        return List.copyOf(page.resources());
    }

    @Override
    public IPrimitiveType<Date> getPublished() {
        return new InstantType(at);
    }

    @Override
    public String getUuid() {
        return walk;
    }

    @Override
    public @Nullable Integer preferredPageSize() {
        return null;
    }

    @Override
    public @Nullable Integer size() {
        return page.total();
    }
}
