package fr.balise.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failure of filing that came back ("KO Intégration"): somebody has to act.
 *
 * @param own whether it is about what came into this mailbox; else a colleague's software refused what left it
 * @param told whether it says of which message it speaks
 * @param receipts how many documents that were handed over from here stand differently for it
 * @param code as the software gave it; empty for none
 * @param words the software's own; may be empty
 * @param sender who sent the notice, as it says
 * @param settledBy null while nobody said that it is dealt with
 */
public record Failed(
        long id,
        boolean own,
        boolean told,
        int receipts,
        String code,
        String words,
        String sender,
        String title,
        Instant receivedAt,
        @Nullable Instant settledAt,
        @Nullable String settledBy) {
    private static final String PATIENTS = "[^\\s<>\"]+@patient\\.mssante\\.fr";

    /** Whether its code is one that has words of ours: those of the national list. */
    public boolean isKnown() {
        return code.matches("90[0-6]");
    }

    /** A patient's address holds the national identity number: it is never shown. */
    public String from() {
        return sender.replaceAll(PATIENTS, "…@patient.mssante.fr");
    }

    @Override
    public String toString() {
        return "Failed[" + id + " " + code + "]";
    }
}
