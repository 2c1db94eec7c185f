package fr.balise.directory.load;

import fr.balise.directory.search.Folding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a column means, whatever its heading is called this year. Headings are compared folded: no case, accents or signs. */
enum Column {
    TYPE("Type de BAL"),
    ADDRESS("Adresse BAL"),
    PERSON_TYPE("Type Identifiant PP", "Type d'identifiant PP"),
    PERSON_NUMBER("Identifiant PP"),
    PERSON_ID("Identification nationale PP"),
    STRUCTURE_TYPE("Type identifiant structure", "Type d'identifiant structure"),
    STRUCTURE_NUMBER("Identification Structure", "Identifiant structure"),
    SERVICE("Service de rattachement"),
    CIVILITY("Civilité d'exercice", "Code civilité d'exercice", "Civilité exercice", "Code civilité exercice"),
    FAMILY("Nom d'exercice", "Nom exercice"),
    GIVEN("Prénom d'exercice", "Prénom exercice"),
    CATEGORY("Catégorie profession", "Code catégorie professionnelle", "Catégorie professionnelle"),
    CATEGORY_LABEL("Libellé de catégorie profession", "Libellé catégorie professionnelle"),
    PROFESSION("Code profession"),
    PROFESSION_LABEL("Libellé profession"),
    SKILL_TYPE("Code type savoir-faire"),
    SKILL_TYPE_LABEL("Libellé type savoir-faire"),
    SKILL("Code savoir-faire"),
    SKILL_LABEL("Libellé savoir-faire"),
    PAPERLESS("Dématérialisation"),
    NAME("Raison sociale site", "Raison sociale structure BAL", "Raison sociale"),
    BRAND("Enseigne commerciale site", "Enseigne commerciale structure BAL", "Enseigne commerciale"),
    COMPLEMENT("Complément destinataire (coord. structure)", "L2COMPLEMENTLOCALISATION structure BAL"),
    COMPLEMENT_PLACE("Complément point géographique (coord. structure)", "L3COMPLEMENTDISTRIBUTION structure BAL"),
    STREET_NUMBER("Numéro voie (coord. structure)", "L4NUMEROVOIE structure BAL"),
    STREET_REPEAT("Indice répétition voie (coord. structure)", "L4COMPLEMENTNUMEROVOIE structure BAL"),
    STREET_KIND("Code type de voie (coord. structure)", "NL4TYPEVOIE structure BAL", "L4TYPEVOIE structure BAL"),
    STREET_KIND_LABEL("Libellé type de voie (coord. structure)"),
    STREET("Libellé voie (coord. structure)", "L4LIBELLEVOIE structure BAL"),
    MENTION("Mention distribution (coord. structure)", "L5LIEUDITMENTION structure BAL"),
    ROUTING("Bureau cedex (coord. structure)", "L6LIGNEACHEMINEMENT structure BAL"),
    POSTCODE("Code postal (coord. structure)", "Code postal structure BAL"),
    CITY("Libellé commune (coord. structure)"),
    COUNTRY_CODE("Code pays (coord. structure)"),
    COUNTRY("Libellé pays (coord. structure)", "Pays structure BAL"),
    PHONE("Téléphone (coord. structure)"),
    DEPARTMENT("Code département (structure)", "Code département (coord. structure)", "Département structure BAL"),
    SIRET("Numéro SIRET site"),
    SIREN("Numéro SIREN site"),
    FINESS("Numéro FINESS site"),
    FINESS_LEGAL("Numéro FINESS établissement juridique"),
    TECHNICAL("Identifiant technique de la structure"),
    FORMER("Ancien identifiant de la structure"),
    AUTHORITY("Autorité d'enregistrement"),
    SECTOR("Code secteur d'activité"),
    SECTOR_LABEL("Libellé secteur d'activité"),
    SECTION("Code section tableau pharmaciens"),
    SECTION_LABEL("Libellé section tableau pharmaciens"),
    MODE("Code mode exercice", "Code mode d'exercice"),
    MODE_LABEL("Libellé mode exercice", "Libellé mode d'exercice"),
    ROLE("Code rôle", "Code fonction"),
    ROLE_LABEL("Libellé rôle", "Libellé fonction"),
    GENRE("Code genre activité", "Code genre d'activité"),
    GENRE_LABEL("Libellé genre activité", "Libellé genre d'activité"),
    DIPLOMA_TYPE("Code type diplôme obtenu"),
    DIPLOMA_TYPE_LABEL("Libellé type diplôme obtenu"),
    DIPLOMA("Code diplôme obtenu"),
    DIPLOMA_LABEL("Libellé diplôme obtenu"),
    PERMIT_TYPE("Code type autorisation"),
    PERMIT_TYPE_LABEL("Libellé type autorisation"),
    PERMIT("Code discipline autorisation"),
    PERMIT_LABEL("Libellé discipline autorisation"),
    /** Stands in the extract for contract holders alone, which Balise has no right to keep. */
    BIRTH("Date de naissance");

    private static final Map<String, Column> BY_HEADING = byHeading();

    private final List<String> headings;

    Column(String... headings) {
        this.headings = List.of(headings);
    }

    /** As it is published, for sentences about it. */
    String heading() {
        return headings.getFirst();
    }

    /** Null for a column that is not needed. */
    static @Nullable Column named(String heading) {
        return BY_HEADING.get(folded(heading));
    }

    static String folded(String heading) {
        return Folding.fold(heading);
    }

    private static Map<String, Column> byHeading() {
        var map = new HashMap<String, Column>();
        for (var column : values())
            Stream.of(column.headings.toArray(String[]::new)).forEach(h -> map.put(folded(h), column));
        return Map.copyOf(map);
    }
}
