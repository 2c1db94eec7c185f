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
        return switch (carrier) {
            case Carrier.OfPerson(long person) -> new Place(person, null, null);
            case Carrier.OfSituation(long person, long structure, Long situation) ->
                new Place(person, structure, situation);
            case Carrier.OfStructure(long structure) -> new Place(null, structure, null);
        };
    }

    Carrier carrier() {
        if (person == null) return new Carrier.OfStructure(structure == null ? 0 : structure);
        if (structure == null) return new Carrier.OfPerson(person);
        return new Carrier.OfSituation(person, structure, situation);
    }

    boolean ofStructure() {
        return person == null;
    }
}
