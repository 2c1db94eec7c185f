package fr.balise.promotion.web;

import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationDefinition.OperationKind;
import org.hl7.fhir.r4.model.OperationDefinition.OperationParameterUse;

/** What {@code $mssante-resolve} takes and gives. */
final class ResolveDefinition {
    static final String NAME = "$mssante-resolve";
    private static final String CODE = NAME.substring(1);

    private ResolveDefinition() {}

    static OperationDefinition made() {
        var made = new OperationDefinition();
        made.setId(CODE);
        made.setUrl("urn:balise:operation:" + CODE)
                .setName("MssanteResolve")
                .setTitle("Which address?")
                .setStatus(PublicationStatus.ACTIVE)
                .setKind(OperationKind.OPERATION)
                .setAffectsState(false)
                .setCode(CODE)
                .setSystem(false)
                .setType(true)
                .setInstance(true)
                .setDescription(
                        "Which MSSanté address for this person, at this structure, for this kind of document: one address,"
                                + " the reason, how long it holds, and the alternatives. Only what is public now is ever answered.");
        made.addResource("Practitioner");
        in(
                made,
                "person",
                "string",
                "RPPS of eleven digits, or a national id with its prefix. At the type: either person or address.");
        in(
                made,
                "address",
                "string",
                "A mail address that is known, even an old one. At the type: either person or address.");
        in(
                made,
                "structure",
                "string",
                "FINESS, SIRET or idNat_Struct; left out for wherever the person practises. Alone: which of its service mailboxes.");
        in(made, "document", "code", "Kind of document, or the LOINC code of a national document type.");
        out(made, "address", "string", 1, "1", "The address to use.");
        out(made, "reason", "code", 1, "1", "Why, as at /api/resolve.");
        out(made, "sure", "boolean", 1, "1", "False: ask before writing.");
        out(made, "asked", "boolean", 1, "1", "Whether it is the address that was asked about.");
        out(made, "practitioner", "Reference", 0, "1", "The person; left out for an address that is nobody's own.");
        out(made, "role", "Reference", 0, "1", "The practice situation that the answer is for.");
        out(made, "alternative", "string", 0, "*", "Other public addresses of the person.");
        out(made, "directory", "date", 0, "1", "Day of the directory that it is drawn from.");
        out(made, "askAgain", "date", 1, "1", "From then on, ask anew.");
        return made;
    }

    private static void in(OperationDefinition made, String name, String type, String means) {
        parameter(made, name, type, means)
                .setUse(OperationParameterUse.IN)
                .setMin(0)
                .setMax("1");
    }

    private static void out(OperationDefinition made, String name, String type, int min, String max, String means) {
        parameter(made, name, type, means)
                .setUse(OperationParameterUse.OUT)
                .setMin(min)
                .setMax(max);
    }

    private static OperationDefinition.OperationDefinitionParameterComponent parameter(
            OperationDefinition made, String name, String type, String means) {
        return made.addParameter().setName(name).setType(type).setDocumentation(means);
    }
}
