package fr.balise.directory;

import fr.balise.kernel.DomainEvent;
import java.time.Instant;

/** What Balise states of this address changed, through a page or through the API. {@link Publication#state} tells what it is now. */
public record ListingChanged(long addressId, Instant at) implements DomainEvent {}
