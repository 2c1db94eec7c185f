package fr.balise.outbox;

import java.time.Instant;

/**
 * A queued message that one sender holds.
 *
 * @param attempt which attempt this is, from 1; tells a sender that was overtaken that the message is no longer its own
 */
record Message(long id, String recipient, String subject, String body, Instant queuedAt, int attempt) {}
