package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.Optional;

/** Who a bearer token of an OpenID provider stands for, and what that person may do with a mailbox [RFC7628 3.1]. */
public interface TokenDoor {

    /** Empty for a token that is not valid now, or of somebody without rights here. */
    Optional<Proven> open(String token, MailAddress mailbox);

    record Proven(long person, MailPasswords.Rights rights) {}
}
