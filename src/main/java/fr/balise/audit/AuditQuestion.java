package fr.balise.audit;

import java.time.Instant;

/**
 * Which entries somebody wants to see.
 *
 * @param action the beginning of the action, {@code identity.} for all of a room; empty for all
 * @param until exclusive
 */
public record AuditQuestion(String action, Instant from, Instant until) {}
