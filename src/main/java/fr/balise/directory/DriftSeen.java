package fr.balise.directory;

import fr.balise.kernel.DomainEvent;
import java.time.Instant;

/**
 * A load was compared with what Balise states. {@link Publication#drifts} lists them.
 *
 * @param drifts statements that the newest mailbox file does not follow; 0 is told too
 */
public record DriftSeen(long load, long drifts, Instant at) implements DomainEvent {}
