package fr.balise.directory.local;

import fr.balise.directory.Carrier;
import org.jspecify.annotations.Nullable;

/**
 * What a row hangs on, as the table keeps it.
 *
 * @param situation for a person, alone or at a structure; null when no situation is meant
 */
public record Place(
        @Nullable Long person,
        @Nullable Long structure,
        @Nullable Long situation) {

    static Place of(Carrier carrier) {
        return new Place(carrier.personId(), carrier.structureId(), carrier.situationId());
    }

    Carrier carrier() {
        return Carrier.of(person, structure, situation);
    }

    boolean ofStructure() {
        return person == null;
    }
}
