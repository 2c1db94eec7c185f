package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.stereotype.Component;

/** Reads one resource by its id. */
@Component
class Reading {
    private final Pages pages;
    private final Version version;

    Reading(Pages pages, Version version) {
        this.pages = pages;
        this.version = version;
    }

    DomainResource one(Kind kind, IdType id, RequestDetails request) {
        var number = Ids.read(id.getIdPart());
        if (number.isPresent()) {
            var resource = pages.one(kind, number.getAsLong(), Viewer.of(request));
            if (resource.isPresent()) return version.put(resource.get());
        }
        var why = "No " + kind.resource + " has this id.";
        throw Bad.refusal(new ResourceNotFoundException(why), IssueType.NOTFOUND, why);
    }
}
