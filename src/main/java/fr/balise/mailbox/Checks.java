package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;

/**
 * Asks whether a mailbox is read, by writing to it. Opening the link changes nothing, since link scanners open links; the
 * requester's button or the typed code confirms.
 */
public interface Checks {
    /** Path of the page behind the link; the token follows. */
    String PAGE = "/verification/";

    /** Sends the message. At most one per address in seven days, whoever asks. */
    Outcome<Asked> ask(Subject subject, BoxId box);

    /** What the page behind the link shows. Changes nothing. */
    Outcome<Asked> open(Subject subject, String token);

    /** The button "Oui, je lis cette boîte". */
    Outcome<Asked> confirm(Subject subject, String token);

    /** The six digits typed on the card of the mailbox. */
    Outcome<Asked> typeCode(Subject subject, BoxId box, String code);

    record Asked(BoxId box, MailAddress address, CheckState state) {}
}
