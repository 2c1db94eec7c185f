package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import java.util.Optional;

/** What the server puts under messages that leave a mailbox; the room that makes kits answers. */
public interface Signatures {
    /** Empty where the holder did not wish it, and where nothing can be said that is public. Asks the database. */
    Optional<Signature> under(MailAddress mailbox);
}
