package fr.balise.mailbox;

import fr.balise.kernel.DomainEvent;
import fr.balise.kernel.MailAddress;
import java.time.Instant;

/**
 * Somebody took back what opened a mailbox of theirs at another operator. Published in the transaction that forgets it.
 *
 * @param account of the person in the room identity
 */
public record ElsewhereLetGo(long account, MailAddress mailbox, Instant at) implements DomainEvent {}
