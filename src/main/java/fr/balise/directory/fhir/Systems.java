package fr.balise.directory.fhir;

/** Canonical addresses of the national profiles, extensions, code systems and identifier systems. */
public final class Systems {
    public static final String ANNUAIRE = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/";
    public static final String MAILBOX_METADATA = ANNUAIRE + "as-ext-mailbox-mss-metadata";
    static final String DATA_TRACE = ANNUAIRE + "as-ext-data-trace";
    static final String ORGANIZATION_TYPES = ANNUAIRE + "as-ext-organization-types";
    public static final String EMAIL_TYPE =
            "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type";

    static final String IDENTIFIER_TYPE = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
    static final String ORGANIZATION_KIND = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307";

    public static final String PERSON_ID = "urn:oid:1.2.250.1.71.4.2.1";
    static final String RPPS = "https://rpps.esante.gouv.fr";
    public static final String STRUCTURE_ID = "urn:oid:1.2.250.1.71.4.2.2";
    static final String FINESS = "https://finess.esante.gouv.fr";
    static final String SIRENE = "https://sirene.fr";
    static final String RPPS_RANK = "https://rppsrang.esante.gouv.fr";

    /** Ours: the files carry no idSituationExercice, so the only identifier of a situation is the one that Balise gave it. */
    static final String SITUATION = "urn:balise:situation";

    private Systems() {}

    /** The address of a national nomenclature from its short name: {@code TRE_G15-ProfessionSante}. */
    public static String nomenclature(String name) {
        return "https://mos.esante.gouv.fr/NOS/" + name + "/FHIR/" + name.replace('_', '-');
    }
}
