package fr.balise.outbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A queued message that one sender holds.
 *
 * @param sender in whose name it leaves; null for Balise itself
 * @param headers for software, beside the usual ones
 * @param attempt which attempt this is, from 1; tells a sender that was overtaken that the message is no longer its own
 */
record Message(
        long id,
        @Nullable String sender,
        String recipient,
        String subject,
        String body,
        Map<String, String> headers,
        Instant queuedAt,
        int attempt) {}
