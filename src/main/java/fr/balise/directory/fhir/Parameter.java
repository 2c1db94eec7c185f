package fr.balise.directory.fhir;

import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/**
 * One search parameter of one resource.
 *
 * @param modifiers that it may carry after a colon
 * @param documentation one English sentence, shown in the CapabilityStatement
 */
record Parameter(String name, SearchParamType type, Set<String> modifiers, String documentation, Matching matching) {
    static final Set<String> TEXT = Set.of("exact", "contains");
    static final Set<String> NONE = Set.of();

    /** Turns one value, its modifier apart ("" for none), into a condition; refuses what cannot be a value. */
    interface Matching {
        Clause match(String value, String modifier);
    }

    static Parameter text(String name, String documentation, Matching matching) {
        return new Parameter(name, SearchParamType.STRING, TEXT, documentation, matching);
    }

    static Parameter token(String name, String documentation, Matching matching) {
        return new Parameter(name, SearchParamType.TOKEN, NONE, documentation, matching);
    }
}
