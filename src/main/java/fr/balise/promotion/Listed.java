package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * One public address of a person, as the directory has it now.
 *
 * @param row immutable, gives the order where nothing else does
 * @param situation null on the person alone
 * @param rank 1 for the first one of its carrier; null where no source tells
 */
record Listed(
        long row,
        MailAddress address,
        @Nullable Long situation,
        @Nullable Integer rank) {}
