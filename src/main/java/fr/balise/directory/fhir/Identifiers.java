package fr.balise.directory.fhir;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.jspecify.annotations.Nullable;

/** National identifiers: in which column they stand, as what they are searched, and how they are written. */
enum Identifiers {
    PERSON("IDNPS", Systems.PERSON_ID, "national_id", Kind.PRACTITIONER),
    RPPS("RPPS", Systems.RPPS, "rpps", Kind.PRACTITIONER),
    STRUCTURE("IDNST", Systems.STRUCTURE_ID, "national_id", Kind.ORGANIZATION),
    /** Of a site. */
    FINESS("FINEG", Systems.FINESS, "finess", Kind.ORGANIZATION),
    /** Of a legal entity: the same numbers. */
    FINESS_LEGAL("FINEJ", Systems.FINESS, "finess", Kind.ORGANIZATION),
    SIRET("SIRET", Systems.SIRENE, "siret", Kind.ORGANIZATION),
    SIREN("SIREN", Systems.SIRENE, "siren", Kind.ORGANIZATION),
    RPPS_RANK("RPPSRG", Systems.RPPS_RANK, "technical_id", Kind.ORGANIZATION);

    final String type;
    final String system;
    final String column;
    final Kind kind;

    Identifiers(String type, String system, String column, Kind kind) {
        this.type = type;
        this.system = system;
        this.column = column;
        this.kind = kind;
    }

    static List<Identifiers> of(Kind kind) {
        return List.of(values()).stream().filter(i -> i.kind == kind).toList();
    }

    /** Identifiers stay public when the resource has left. */
    static Clause identifier(Kind kind, String alias, String value) {
        var token = Token.read(value);
        var any = new ArrayList<Clause>();
        for (var one : of(kind)) {
            if (one == FINESS_LEGAL || !token.inSystem(one.system)) continue; // asked for already
            var column = alias + "." + one.column;
            any.add(
                    token.code() == null
                            ? Clause.of(column + " is not null")
                            : Clause.few(column + " = ?", token.code()));
        }
        return Clause.any(any);
    }

    static Clause identifierType(Kind kind, String value) {
        var token = Token.read(value);
        return Clause.any(of(kind).stream()
                .filter(one -> token.asksFor(Systems.IDENTIFIER_TYPE, one.type))
                .map(Identifiers::there)
                .toList());
    }

    private Clause there() {
        var any = "r." + column + " is not null";
        return Clause.of(
                switch (this) {
                    case FINESS -> "(" + any + " and not " + Registers.LEGAL + ")";
                    case FINESS_LEGAL -> "(" + any + " and " + Registers.LEGAL + ")";
                    case PERSON, RPPS, STRUCTURE, SIRET, SIREN, RPPS_RANK -> any;
                });
    }

    @Nullable
    Identifier written(@Nullable String value) {
        if (value == null) return null;
        var identifier = new Identifier();
        identifier.setUse(IdentifierUse.OFFICIAL).setSystem(system).setValue(value);
        identifier.getType().addCoding().setSystem(Systems.IDENTIFIER_TYPE).setCode(type);
        return identifier;
    }
}
