package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import fr.balise.directory.PublicationOutcome.Why;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Refusals of a write, with the codes that the national draft gives them. */
final class Unwritable {
    private static final String CODES = "http://hl7.org/fhir/operation-outcome";

    private Unwritable() {}

    static BaseServerResponseException malformed(String why) {
        return coded(new InvalidRequestException(why), IssueType.STRUCTURE, "MSG_BAD_FORMAT", why);
    }

    static BaseServerResponseException forbidden() {
        var why = "This key does not publish for the domain of a mailbox that the patch names.";
        return Bad.refusal(new ForbiddenOperationException(why), IssueType.FORBIDDEN, why);
    }

    static BaseServerResponseException unknown(Kind kind) {
        var why = "No " + kind.resource + " is meant: there is none with this id or identifier.";
        return coded(new ResourceNotFoundException(why), IssueType.NOTFOUND, "MSG_NO_EXIST", why);
    }

    static BaseServerResponseException several(Kind kind) {
        var why = "More than one " + kind.resource + " is meant: read them, and patch by id.";
        return coded(new PreconditionFailedException(why), IssueType.CONFLICT, "SEARCH_MULTIPLE", why);
    }

    static BaseServerResponseException changed() {
        var why = "The resource is no longer the version that If-Match names: read it again.";
        return Bad.refusal(new PreconditionFailedException(why), IssueType.CONFLICT, why);
    }

    static BaseServerResponseException duplicate() {
        var why = "This resource already has a mailbox with this address: replace it instead of inserting it.";
        return coded(new UnprocessableEntityException(why), IssueType.CONFLICT, "MSG_PARAM_NO_REPEAT", why);
    }

    static BaseServerResponseException absent() {
        var why = "This resource has no mailbox with this address: insert it first.";
        return Bad.refusal(new UnprocessableEntityException(why), IssueType.NOTFOUND, why);
    }

    static BaseServerResponseException rule(String why) {
        return Bad.refusal(new UnprocessableEntityException(why), IssueType.BUSINESSRULE, why);
    }

    static BaseServerResponseException rule(Why why) {
        return rule(
                switch (why) {
                    case UNKNOWN_CARRIER -> "The directory does not know this resource any more.";
                    case BAD_ADDRESS -> "The address holds signs that no mailbox of the directory has.";
                    case OTHER_TYPE -> "The address is known with another type, and a type never changes.";
                    case TYPE_NOT_FOR_CARRIER ->
                        "PER and CAB hang on Practitioner or PractitionerRole, ORG and APP on Organization.";
                    case FIELD_NOT_FOR_TYPE ->
                        "Mailboxes of this type have no such field: description and responsible are for ORG, APP and"
                                + " CAB, service is for ORG and APP.";
                    case BAD_RANK -> "A rank is a whole number from 1.";
                    case BAD_TEXT -> "A text has 1 to 255 characters and no control character.";
                });
    }

    private static <E extends BaseServerResponseException> E coded(
            E exception, IssueType type, String code, String why) {
        Bad.refusal(exception, type, why);
        ((OperationOutcome) exception.getOperationOutcome())
                .getIssueFirstRep()
                .setDetails(new CodeableConcept(new Coding().setSystem(CODES).setCode(code)).setText(why));
        return exception;
    }
}
