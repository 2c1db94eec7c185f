package fr.balise.directory.fhir;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.kernel.Sha256;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The version of a resource is a hash of what it shows to whoever asks: two readers who see the same have the same, and nobody learns
 * from it that something hidden changed.
 */
@Component
class Version {
    private static final int DIGITS = 32;

    private final ObjectProvider<FhirContext> context;

    Version(ObjectProvider<FhirContext> context) {
        this.context = context;
    }

    <T extends DomainResource> T put(T resource) {
        resource.setId(new IdType(resource.fhirType(), resource.getIdElement().getIdPart(), of(resource)));
        return resource;
    }

    private String of(DomainResource resource) {
        var meta = resource.getMeta();
        resource.setMeta(null);
        var text = context.getObject().newJsonParser().encodeResourceToString(resource);
        resource.setMeta(meta);
        return HexFormat.of().formatHex(Sha256.of(text)).substring(0, DIGITS);
    }

    /** Whether one of the versions of an {@code If-Match} header is this one; a missing header matches. */
    static boolean matches(@Nullable String ifMatch, DomainResource resource) {
        if (ifMatch == null) return true;
        var version = resource.getIdElement().getVersionIdPart();
        return Stream.of(ifMatch.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .map(tag -> tag.replace("\"", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(version));
    }
}
