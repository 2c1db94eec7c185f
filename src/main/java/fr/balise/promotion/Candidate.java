package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Evidence;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox that may be preferred at one place, with what speaks for and against it.
 *
 * @param attached how the directory, or the holder's word, ties it to that place
 * @param first whether the directory has it as the first one there
 * @param fullness percent of its quota; empty where nobody here knows
 * @param inside whether its domain belongs to the space of trust, as far as is known
 * @param here held by this installation
 * @param closing on its way to be closed: receives for a while at most
 * @param operator who holds it, where that is known
 */
public record Candidate(
        BoxId box,
        MailAddress address,
        Attached attached,
        boolean published,
        boolean first,
        Evidence evidence,
        OptionalInt fullness,
        boolean inside,
        boolean here,
        boolean closing,
        @Nullable String operator) {

    public enum Attached {
        /** The directory attaches it to this practice situation. */
        TO_PLACE,
        /** Somebody says that it serves this place, or the directory did once. */
        BY_WORD,
        /** On the RPPS alone: one rank for all places. */
        TO_PERSON
    }
}
