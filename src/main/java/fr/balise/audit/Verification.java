package fr.balise.audit;

import java.time.Instant;

/** What a walk along the whole chain found. */
public sealed interface Verification {

    /**
     * @param entries how many are sealed
     * @param begun since when this chain runs: a later date than expected means that it was begun anew
     */
    record Intact(long entries, Instant begun) implements Verification {}

    /**
     * The first fault; what comes after it proves nothing.
     *
     * @param position in the chain, from 1
     * @param entry id of the entry; 0 where none is known
     */
    record Broken(Fault fault, long position, long entry) implements Verification {}

    enum Fault {
        /** The entry is not what was sealed. */
        CHANGED,
        /** A seal has no entry, or a position has no seal. */
        REMOVED,
        /** An entry stands outside of the chain although it had the time to be sealed. */
        UNSEALED,
        /** The chain ends before, or says something else than, what was noted outside of the database. */
        REWRITTEN
    }
}
