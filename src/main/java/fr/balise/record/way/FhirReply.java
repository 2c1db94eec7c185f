package fr.balise.record.way;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.jspecify.annotations.Nullable;

/**
 * What a FHIR server answers to a transaction with one document [FHIR-R4 http.html]. Pure. 201 or 200 with a place for the
 * DocumentReference is the proof; 202 is none: nobody said yet that it is kept.
 */
final class FhirReply {
    private static final int LONGEST = 500;
    private static final Set<String> PASSING =
            Set.of("transient", "lock-error", "timeout", "throttled", "no-store", "incomplete", "exception");

    private FhirReply() {}

    /** @throws NotNow when the server cannot now, or says nothing that is an answer */
    static Answer read(int status, String body, FhirContext context) throws NotNow {
        if (status == 200 || status == 201) return accepted(body, context);
        var outcome = parsed(body, context) instanceof OperationOutcome one ? one : null;
        switch (status) {
            case 401, 403, 407 -> throw new NotNow(NotNow.Why.CREDENTIAL, null);
            case 408, 425, 429, 500, 502, 503, 504 -> throw new NotNow(NotNow.Why.BUSY, null);
            case 413 -> {
                return new Answer.Refused(Answer.Why.SIZE, said(outcome));
            }
            case 400, 409, 410, 412, 415, 422 -> {
                if (outcome == null || status == 409 && said(outcome).isEmpty())
                    throw new NotNow(NotNow.Why.SENSELESS, null);
                if (passes(outcome)) throw new NotNow(NotNow.Why.BUSY, null);
                return new Answer.Refused(Answer.Why.SOFTWARE, said(outcome));
            }
            default -> throw new NotNow(NotNow.Why.SENSELESS, null); // an address that leads elsewhere, too
        }
    }

    private static Answer accepted(String body, FhirContext context) throws NotNow {
        if (!(parsed(body, context) instanceof Bundle bundle)
                || bundle.getEntry().isEmpty()) throw new NotNow(NotNow.Why.SENSELESS, null);
        var response = bundle.getEntryFirstRep().getResponse();
        var status = response.getStatus() == null ? "" : response.getStatus();
        var outcome = response.getOutcome() instanceof OperationOutcome one ? one : null;
        if (status.startsWith("4")) return new Answer.Refused(Answer.Why.SOFTWARE, said(outcome));
        var place = response.getLocation() == null ? "" : response.getLocation();
        if (!status.startsWith("201") && !status.startsWith("200") || place.isEmpty())
            throw new NotNow(NotNow.Why.SENSELESS, null);
        return new Answer.Accepted(plain(place));
    }

    /** Where the software has this document, as a search by its identifier answers; null where it has not, or does not tell. */
    static @Nullable String found(int status, String body, UUID token, FhirContext context) {
        if (status != 200 || !(parsed(body, context) instanceof Bundle bundle)) return null;
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                // A server that does not understand the question answers with whatever it has.
                .filter(resource -> resource instanceof DocumentReference one
                        && one.getIdentifier().stream().anyMatch(id -> ("urn:uuid:" + token).equals(id.getValue())))
                .map(resource -> "DocumentReference/" + resource.getIdElement().getIdPart())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable IBaseResource parsed(String body, FhirContext context) {
        try {
            return context.newJsonParser().parseResource(body);
        } catch (DataFormatException | IllegalArgumentException none) {
            return null;
        }
    }

    private static boolean passes(OperationOutcome outcome) {
        return !outcome.getIssue().isEmpty()
                && outcome.getIssue().stream()
                        .filter(FhirReply::counts)
                        .allMatch(issue -> issue.getCode() != null
                                && PASSING.contains(issue.getCode().toCode()))
                && outcome.getIssue().stream().anyMatch(FhirReply::counts);
    }

    private static boolean counts(OperationOutcome.OperationOutcomeIssueComponent issue) {
        return issue.getSeverity() == IssueSeverity.ERROR || issue.getSeverity() == IssueSeverity.FATAL;
    }

    /** What a person can read: the words for users, else the diagnostics, else the code. */
    private static String said(@Nullable OperationOutcome outcome) {
        if (outcome == null) return "";
        for (var issue : outcome.getIssue()) {
            if (!counts(issue)) continue;
            var words = issue.getDetails().getText();
            if (words == null || words.isBlank()) words = issue.getDiagnostics();
            if (words == null || words.isBlank())
                words = issue.getCode() == null ? "" : issue.getCode().getDisplay();
            if (words != null && !words.isBlank()) return plain(words);
        }
        return "";
    }

    private static String plain(String text) {
        var read = text.replaceAll("\\p{Cntrl}", " ").strip();
        return read.length() > LONGEST ? read.substring(0, LONGEST) : read;
    }
}
