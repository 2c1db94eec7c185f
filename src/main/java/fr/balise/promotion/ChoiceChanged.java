package fr.balise.promotion;

import fr.balise.kernel.DomainEvent;
import java.time.Instant;

/**
 * A holder decided anew which mailbox is preferred somewhere. Told within the deciding transaction.
 *
 * @param person id of the directory
 */
public record ChoiceChanged(long person, Instant at) implements DomainEvent {}
