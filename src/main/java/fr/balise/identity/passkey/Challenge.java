package fr.balise.identity.passkey;

import fr.balise.identity.Secrets;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;

/**
 * What a device is asked to sign [WEBAUTHN 13.4.3]. Kept in the session as plain words, for one answer and for a few minutes; a new
 * question replaces the one before.
 *
 * @param purpose what the answer will be used for: an answer to another question is none
 * @param word random, as base64url
 * @param handle under which the device is to keep a new key; of the account, random, tells nobody anything
 */
record Challenge(String purpose, String word, String handle) {
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final String KEY = "balise.challenge";

    static Challenge ask(HttpSession session, String purpose, String handle) {
        var made = new Challenge(purpose, Secrets.fresh(), handle);
        session.setAttribute(
                KEY, String.join(" ", purpose, made.word, handle, Long.toString(session.getLastAccessedTime())));
        return made;
    }

    /** Once, whatever the answer turns out to be. By the store's times: the demo's clock may leap. */
    static Optional<Challenge> take(HttpSession session, String purpose) {
        if (!(session.getAttribute(KEY) instanceof String kept)) return Optional.empty();
        session.removeAttribute(KEY);
        var words = kept.split(" ", -1);
        boolean fresh = session.getLastAccessedTime() - Long.parseLong(words[3]) <= LIFE.toMillis();
        return fresh && words[0].equals(purpose)
                ? Optional.of(new Challenge(words[0], words[1], words[2]))
                : Optional.empty();
    }
}
