package fr.balise.directory.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** Which search parameters each resource has. */
final class Parameters {
    private Parameters() {}

    static Optional<Parameter> named(Kind kind, String name) {
        return of(kind).stream().filter(p -> p.name().equals(name)).findFirst();
    }

    static List<Parameter> of(Kind kind) {
        var all = new ArrayList<>(common(kind));
        all.addAll(
                switch (kind) {
                    case PRACTITIONER -> practitioner();
                    case ROLE -> role();
                    case ORGANIZATION -> organization();
                });
        return List.copyOf(all);
    }

    private static List<Parameter> common(Kind kind) {
        return List.of(
                Parameter.token("_id", "Id of the resource.", (value, _) -> Ids.matches("r.id", value)),
                new Parameter(
                        "_lastUpdated",
                        SearchParamType.DATE,
                        Parameter.NONE,
                        "When the resource or a mailbox that it carries was last written; two bounds by repeating it.",
                        (value, _) -> Changed.matches(kind, Moment.read(value))),
                Parameter.token(
                        "active",
                        "Whether the resource is in the directory now.",
                        (value, _) -> Flags.read(value)
                                ? Clause.of(Public.active(kind))
                                : Clause.of("not " + Public.active(kind))),
                new Parameter(
                        "mailbox-mss",
                        SearchParamType.STRING,
                        Set.of("exact", "contains", "missing"),
                        "Address of an MSSanté mailbox; :contains=@ for any.",
                        (value, modifier) -> Mailboxes.address(kind, value, modifier)),
                Parameter.token(
                        "mailbox-mss-type",
                        "Type of an MSSanté mailbox: PER, ORG, APP or CAB.",
                        (value, _) -> Mailboxes.type(kind, value)),
                Parameter.token(
                        "data-information-system",
                        "Register that the resource comes from: RPPS or FINESS.",
                        (value, _) -> Registers.system(kind, value)));
    }

    private static List<Parameter> practitioner() {
        return List.of(
                Parameter.text("family", "Beginning of the family name.", Names::family),
                Parameter.text("given", "Beginning of the first name.", Names::given),
                Parameter.text("name", "Beginning of either name, or both in any order.", Names::name),
                identifier(Kind.PRACTITIONER, "identifier", "RPPS or national person id.", "r"),
                Parameter.token(
                        "identifier-type",
                        "Type of an identifier: IDNPS or RPPS.",
                        (value, _) -> Identifiers.identifierType(Kind.PRACTITIONER, value)),
                Parameter.token(
                        "number-smartcard",
                        "Card number. Cards are not in the public files: never matches.",
                        (_, _) -> Clause.NEVER),
                Parameter.token(
                        "qualification-code",
                        "Code of a profession, specialty or diploma.",
                        (value, _) -> Qualified.practitioner(value)));
    }

    private static List<Parameter> role() {
        return List.of(
                Parameter.token(
                        "identifier",
                        "Identifier that Balise gives to the situation.",
                        (value, _) -> Registers.situation(value)),
                Parameter.token(
                        "role",
                        "Code of the profession, kind of activity, mode of practice, function or pharmacists' section.",
                        (value, _) -> Qualified.role(value)),
                Parameter.token("specialty", "Code of a specialty.", (value, _) -> Qualified.specialty(value)),
                Parameter.token(
                        "data-registration-authority",
                        "Authority that registered the situation.",
                        (value, _) -> Registers.authority(value)),
                reference(
                        "practitioner",
                        "The person.",
                        (value, _) -> References.to("r.person_id", Kind.PRACTITIONER, value)),
                reference("organization", "The structure.", References::organization),
                identifier(Kind.PRACTITIONER, "practitioner.identifier", "RPPS or national id of the person.", "p"),
                identifier(Kind.ORGANIZATION, "organization.identifier", "National number of the structure.", "t"));
    }

    private static List<Parameter> organization() {
        return List.of(
                Parameter.text("name", "Beginning of the name or trade name.", Places::name),
                Parameter.text("address", "Beginning of any part of the address.", Places::address),
                Parameter.text("address-city", "Beginning of the city.", Places::city),
                Parameter.text("address-postalcode", "Beginning of the postcode.", Places::postcode),
                identifier(Kind.ORGANIZATION, "identifier", "idNat_Struct, FINESS, SIREN, SIRET or technical id.", "r"),
                Parameter.token(
                        "identifier-type",
                        "Type of an identifier: IDNST, FINEG, SIRET, SIREN or RPPSRG.",
                        (value, _) -> Identifiers.identifierType(Kind.ORGANIZATION, value)),
                Parameter.token(
                        "type",
                        "Kind of structure, or code of its sector.",
                        (value, _) -> Registers.structureType(value)),
                Parameter.token(
                        "pharmacy-licence",
                        "Licence of a pharmacy. Not in the public files: never matches.",
                        (_, _) -> Clause.NEVER),
                reference("partof", "The legal entity.", (value, _) -> References.partOf(value)));
    }

    private static Parameter identifier(Kind of, String name, String documentation, String alias) {
        return Parameter.token(name, documentation, (value, _) -> {
            var clause = Identifiers.identifier(of, alias, value);
            return alias.equals("r") ? clause : References.through(of, clause);
        });
    }

    private static Parameter reference(String name, String documentation, Parameter.Matching matching) {
        var modifiers = name.equals("organization") ? Set.of("missing") : Parameter.NONE;
        return new Parameter(name, SearchParamType.REFERENCE, modifiers, documentation, matching);
    }
}
