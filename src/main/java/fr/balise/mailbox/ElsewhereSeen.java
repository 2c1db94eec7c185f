package fr.balise.mailbox;

import fr.balise.kernel.DomainEvent;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.time.Instant;

/**
 * Somebody looked into a mailbox of theirs at another operator. Told at once to whoever listens, and stored nowhere.
 *
 * @param account of the person in the room identity
 * @param used octets that are in it
 * @param quota octets that may be in it; 0 where the server does not tell
 */
public record ElsewhereSeen(
        long account, NationalPersonId person, MailAddress mailbox, long used, long quota, Instant at)
        implements DomainEvent {}
