package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.stereotype.Component;

/** Reads one resource by its id. */
@Component
class Reading {
    private final Pages pages;

    Reading(Pages pages) {
        this.pages = pages;
    }

    DomainResource one(Kind kind, IdType id) {
        var number = Ids.read(id.getIdPart());
        if (number.isPresent()) {
            var resource = pages.one(kind, number.getAsLong());
            if (resource.isPresent()) return resource.get();
        }
        var why = "No " + kind.resource + " has this id.";
        throw Bad.refusal(new ResourceNotFoundException(why), IssueType.NOTFOUND, why);
    }
}
