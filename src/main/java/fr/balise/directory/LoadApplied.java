package fr.balise.directory;

import fr.balise.kernel.DomainEvent;
import java.time.Instant;

/** One load was switched in: everything read from now on is of this load or later. */
public record LoadApplied(long load, Instant at) implements DomainEvent {}
