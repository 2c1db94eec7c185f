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
}
