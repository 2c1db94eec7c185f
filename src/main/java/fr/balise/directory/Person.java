package fr.balise.directory;

import fr.balise.kernel.NationalPersonId;
import org.jspecify.annotations.Nullable;

/**
 * A person of the directory.
 *
 * @param id immutable, never reused; also the FHIR id of the Practitioner
 * @param civility exercise title such as {@code DR}, if any
 * @param family exercise name as the file writes it
 * @param given exercise first name in mixed case, if any
 */
public record Person(
        long id,
        NationalPersonId nationalId,
        @Nullable String civility,
        String family,
        @Nullable String given,
        Presence presence) {

    /** {@code Dr}, {@code Pr}, or empty for every other title. */
    public String title() {
        return switch (civility == null ? "" : civility) {
            case "DR" -> "Dr";
            case "PR" -> "Pr";
            default -> "";
        };
    }

    /** The name with the title before it: {@code Dr Camille LEFÈVRE}. */
    public String titledName() {
        return title().isEmpty() ? fullName() : title() + " " + fullName();
    }

    /** First name and name, as one says it. */
    public String fullName() {
        return given == null ? family : given + " " + family;
    }
}
