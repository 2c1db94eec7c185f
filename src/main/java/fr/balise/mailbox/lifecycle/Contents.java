package fr.balise.mailbox.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a mailbox holds, as counts: no subject, no sender.
 *
 * @param unreadDocuments unread messages with a health document
 * @param unproven documents without proof of filing
 * @param lastReceived null if nothing ever came
 * @param stillWriting correspondents who wrote within the last ninety days
 */
public record Contents(
        long messages,
        long unread,
        long unreadDocuments,
        long unproven,
        @Nullable Instant lastReceived,
        int stillWriting) {

    public static final Contents NOTHING = new Contents(0, 0, 0, 0, null, 0);
}
