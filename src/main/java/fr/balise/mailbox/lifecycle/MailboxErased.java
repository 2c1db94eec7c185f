package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.DomainEvent;
import java.time.Instant;

/** A hosted mailbox was erased; its id and address are nobody else's, ever. May be told late, or twice. */
public record MailboxErased(long mailbox, Instant at) implements DomainEvent {}
