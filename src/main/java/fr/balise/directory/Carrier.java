package fr.balise.directory;

import org.jspecify.annotations.Nullable;

/** What a mailbox hangs on in the directory (porteur). */
public sealed interface Carrier {

    /** On the person alone: no place is told. */
    record OfPerson(long person) implements Carrier {}

    /**
     * On a person at a structure.
     *
     * @param situation the situation that the row means, if one is known
     */
    record OfSituation(
            long person, long structure, @Nullable Long situation) implements Carrier {}

    record OfStructure(long structure) implements Carrier {}

    /** As tables keep it: the columns that are not null say what it is. */
    static Carrier of(@Nullable Long person, @Nullable Long structure, @Nullable Long situation) {
        if (person != null)
            return structure == null ? new OfPerson(person) : new OfSituation(person, structure, situation);
        return new OfStructure(structure == null ? 0 : structure);
    }

    /** Null for a structure. */
    default @Nullable Long personId() {
        return switch (this) {
            case OfPerson(long person) -> person;
            case OfSituation(long person, long _, Long _) -> person;
            case OfStructure _ -> null;
        };
    }

    /** Null for a person without a place. */
    default @Nullable Long structureId() {
        return switch (this) {
            case OfPerson _ -> null;
            case OfSituation(long _, long structure, Long _) -> structure;
            case OfStructure(long structure) -> structure;
        };
    }

    /** Null where no situation is meant. */
    default @Nullable Long situationId() {
        return this instanceof OfSituation at ? at.situation() : null;
    }
}
