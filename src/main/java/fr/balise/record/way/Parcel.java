package fr.balise.record.way;

import fr.balise.record.document.CdaHead.Patient;
import fr.balise.record.document.Document;
import java.time.Instant;
import java.util.UUID;

/**
 * A document on its way.
 *
 * @param token the same each time this document is handed over again: software that keeps it takes nothing twice
 * @param patient of the document; of the only structured one beside it where it has none itself; NONE where nobody knows
 * @param mailbox address into which it came
 * @param from who sent the message, as it says
 * @param messageId with its angle brackets; empty for none
 * @param received when it came into the mailbox
 */
public record Parcel(
        UUID token,
        Document document,
        Patient patient,
        String mailbox,
        String from,
        String messageId,
        Instant received) {

    @Override
    public String toString() {
        return "Parcel[" + token + "]";
    }
}
