package fr.balise.mailbox;

import fr.balise.identity.Subject;
import java.util.List;
import java.util.UUID;

/**
 * Requests to the operators of mailboxes held elsewhere [L-I6] [L-I7] [L-I9]: written by Balise, sent by the person, followed by
 * watching the directory.
 */
public interface Requests {

    /**
     * Prepares a request, or answers the open one of the same kind about the same mailbox. A delegate's waits for the holder's
     * approval.
     */
    Outcome<RequestView> prepare(Subject subject, BoxId box, RequestView.Kind kind);

    Outcome<RequestView> get(Subject subject, UUID id);

    /** All requests of the person, open ones first, newest first. */
    Outcome<List<RequestView>> all(Subject subject);

    /** "À valider": prepared by a delegate. */
    Outcome<List<RequestView>> awaiting(Subject subject);

    Outcome<RequestView> approve(Subject subject, UUID id);

    /** "J'ai envoyé la demande". */
    Outcome<RequestView> markSent(Subject subject, UUID id);

    /** "Relancer": the reminder is ready in the letter. */
    Outcome<RequestView> remind(Subject subject, UUID id);

    /** The operator refused. @param reason 1 to 500 characters */
    Outcome<RequestView> markRefused(Subject subject, UUID id, String reason);

    /** "L'opérateur a confirmé la suppression": of deletions only. */
    Outcome<RequestView> markConfirmed(Subject subject, UUID id);

    /** Gives the request up, or declines what a delegate prepared. */
    Outcome<RequestView> cancel(Subject subject, UUID id);

    /** The letter on one page of A4. */
    Outcome<byte[]> pdf(Subject subject, UUID id);
}
