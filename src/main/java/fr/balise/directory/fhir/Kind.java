package fr.balise.directory.fhir;

import java.util.Set;

/** The resources that are served, each with its table and the column of an attachment that names it. */
enum Kind {
    PRACTITIONER(
            "Practitioner",
            "directory.person",
            "person_id",
            "as-dp-practitioner",
            Set.of(),
            Set.of("PractitionerRole:practitioner")),
    ROLE(
            "PractitionerRole",
            "directory.situation",
            "situation_id",
            "as-dp-practitionerrole",
            Set.of("PractitionerRole:practitioner", "PractitionerRole:organization"),
            Set.of()),
    ORGANIZATION(
            "Organization",
            "directory.structure",
            "structure_id",
            "as-dp-organization",
            Set.of("Organization:partof"),
            Set.of("PractitionerRole:organization"));

    final String resource;
    final String table;
    final String attachedBy;
    final String profile;
    final Set<String> includes;
    final Set<String> revIncludes;

    Kind(
            String resource,
            String table,
            String attachedBy,
            String profile,
            Set<String> includes,
            Set<String> revIncludes) {
        this.resource = resource;
        this.table = table;
        this.attachedBy = attachedBy;
        this.profile = Systems.ANNUAIRE + profile;
        this.includes = includes;
        this.revIncludes = revIncludes;
    }
}
