package fr.balise.mailbox;

import fr.balise.kernel.DomainEvent;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.time.Instant;

/** The person said "Cette boîte n'est pas à moi". Published in the transaction that keeps it. */
public record BoxDisowned(NationalPersonId person, MailAddress address, Instant at) implements DomainEvent {}
