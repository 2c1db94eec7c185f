package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * One public address of a person, as the directory has it now.
 *
 * @param row immutable, gives the order where nothing else does
 * @param structure null on the person alone
 * @param situation null on the person alone, and where the directory does not tell which one at the structure is meant
 * @param rank 1 for the first one of its carrier; null where no source tells
 */
record Listed(
        long row,
        MailAddress address,
        @Nullable Long structure,
        @Nullable Long situation,
        @Nullable Integer rank) {

    boolean isOnPerson() {
        return structure == null;
    }
}
