package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Refusals. What is said never repeats what was asked for, since it reaches logs on both sides. */
final class Bad {
    private Bad() {}

    static InvalidRequestException value(String why) {
        return refusal(new InvalidRequestException(why), IssueType.VALUE, why);
    }

    static InvalidRequestException unsupported(String why) {
        return refusal(new InvalidRequestException(why), IssueType.NOTSUPPORTED, why);
    }

    static <E extends BaseServerResponseException> E refusal(E exception, IssueType type, String why) {
        exception.setOperationOutcome(outcome(IssueSeverity.ERROR, type, why));
        return exception;
    }

    static OperationOutcome outcome(IssueSeverity severity, IssueType type, String why) {
        var outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(severity).setCode(type).setDiagnostics(why);
        return outcome;
    }
}
