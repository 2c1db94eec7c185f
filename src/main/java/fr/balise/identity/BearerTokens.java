package fr.balise.identity;

import fr.balise.kernel.NationalPersonId;
import java.time.Instant;

/** Whom an access token stands for, as the provider that issued it says now [RFC7662 2]. */
public interface BearerTokens {

    Reading read(String token);

    sealed interface Reading {
        /** @param until when the token ends */
        record Of(NationalPersonId person, Instant until) implements Reading {}

        /** @param reason a code for logs: it repeats nothing of the token or of the answer */
        record Refused(String reason) implements Reading {}

        /** No provider that can be asked answered: nothing is known of the token. */
        record Unanswered() implements Reading {}
    }
}
