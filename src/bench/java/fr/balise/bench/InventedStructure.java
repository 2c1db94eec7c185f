package fr.balise.bench;

import fr.balise.bench.Codes.Code;
import fr.balise.bench.Towns.Town;

/**
 * A structure of the synthetic directory.
 *
 * @param owner number of the person whose practice it is; -1 for institutions and companies
 */
record InventedStructure(
        int number,
        Kind kind,
        int owner,
        String registered,
        String name,
        String brand,
        String streetNumber,
        Code way,
        String street,
        Town town,
        Code sector) {

    enum Kind {
        INSTITUTION,
        PRACTICE,
        COMPANY
    }

    /** Prefix of idNat_Struct: 1 FINESS, 3 SIRET, 4 practice. */
    String register() {
        return switch (kind) {
            case INSTITUTION -> "1";
            case COMPANY -> "3";
            case PRACTICE -> "4";
        };
    }

    String technicalId() {
        return switch (kind) {
            case INSTITUTION -> "F" + registered;
            case COMPANY -> "C" + registered;
            case PRACTICE -> "R" + registered;
        };
    }

    /** SIRET, SIREN, FINESS of the site, FINESS of the legal entity, as they stand side by side in the files. */
    String otherNumbers() {
        if (kind == Kind.PRACTICE) return "|||";
        var siret = InventedNumbers.siret(number);
        var company = siret + "|" + siret.substring(0, 9) + "|";
        return kind == Kind.COMPANY ? company + "|" : company + registered + "|" + InventedNumbers.legalFiness(number);
    }

    /** The last line of its address. */
    String routing() {
        return town.postcode() + " " + town.name();
    }
}
