package fr.balise.outbox;

import java.time.Instant;

/** A message as it left, read back from where the file adapter laid it. */
public record SentMail(long id, String to, String subject, String body, Instant at) {}
