package fr.balise.outbox;

import fr.balise.kernel.MailAddress;
import java.util.Map;

/** Mail that Balise sends, in its own name or for a person who asked for it. Call it inside your transaction: the mail leaves only if that commits. */
public interface Outbox {

    /**
     * Queues one message. The body is plain text in the reader's language; it never names a patient.
     *
     * @param purpose short word for throttling and counting, for instance {@code check}
     * @return id of the queued message
     */
    long queue(MailAddress to, String purpose, String subject, String body);

    /**
     * In the name of somebody whose mailbox is held here: answers go there, failures come to Balise's own address.
     *
     * @param from active mailbox of the person who asked for it; the caller made sure of that
     */
    long queue(MailAddress from, MailAddress to, String purpose, String subject, String body);

    /**
     * The same with headers for software, so that an address book can follow without a person.
     *
     * @param headers by name, which begins with {@code Balise-}; values of one line in ASCII
     * @throws IllegalArgumentException for a header that would not stand in a message as it is given
     */
    long queue(
            MailAddress from, MailAddress to, String purpose, String subject, String body, Map<String, String> headers);

    /** The sender of the envelope of all that is sent, whoever stands in From. */
    MailAddress ownSender();

    /** Whether what is queued reaches somebody. While it does not, pages must not say that a message was sent. */
    boolean reachesPeople();
}
