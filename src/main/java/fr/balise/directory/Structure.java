package fr.balise.directory;

import org.jspecify.annotations.Nullable;

/**
 * A place or legal entity in which people practise, or that carries mailboxes itself.
 *
 * @param id immutable, never reused; also the FHIR id of the Organization
 * @param nationalId idNat_Struct: prefix (0 ADELI practice, 1 FINESS, 2 SIREN, 3 SIRET, 4 RPPS practice) and number
 * @param name raison sociale
 * @param brand enseigne commerciale, if any
 */
public record Structure(
        long id,
        String nationalId,
        @Nullable String finess,
        @Nullable String siret,
        String name,
        @Nullable String brand,
        PostalAddress address,
        Presence presence) {

    /** The name people use for it. */
    public String shownName() {
        return brand == null ? name : brand;
    }
}
