package fr.balise.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A practice situation (situation d'exercice): one person, one profession, one structure.
 *
 * @param id immutable, never reused; also the FHIR id of the PractitionerRole
 * @param structure null for people whose activity has no place in the files
 * @param skills specialties and other skills (savoir-faire)
 * @param mode mode of practice: L independent, S employed…
 * @param source {@code ACTIVITY} if the activity file states it; {@code MAILBOX} if only a mailbox row names this person at
 *     this structure
 */
public record Situation(
        long id,
        long person,
        @Nullable Structure structure,
        @Nullable Coded profession,
        List<Coded> skills,
        @Nullable Coded mode,
        @Nullable Coded role,
        @Nullable Coded sector,
        Source source,
        Presence presence) {

    public enum Source {
        ACTIVITY,
        MAILBOX
    }
}
