package fr.balise.mailbox.web;

import fr.balise.mailbox.BoxId;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tokens for mailboxes elsewhere, in the session of whoever typed them: sealed, for a quarter of an hour at most, gone when the session ends. */
@Component
class SessionTokens {
    /** Most tokens end earlier; one that does not is not worth keeping. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final String NAME = "elsewhere-token:";

    private final InstantSource clock;

    SessionTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** @param until when this session forgets it, if the token does not end before */
    record Kept(byte[] sealed, Instant until) {}

    /** Plain text in the session: classes kept there cannot change without emptying all sessions. */
    void keep(HttpSession session, BoxId box, byte[] sealed) {
        session.setAttribute(
                NAME + box,
                clock.instant().plus(LONGEST).toEpochMilli()
                        + " "
                        + Base64.getEncoder().encodeToString(sealed));
    }

    Optional<Kept> of(HttpSession session, BoxId box) {
        if (!(session.getAttribute(NAME + box) instanceof String kept)) return Optional.empty();
        var words = kept.split(" ");
        var until = Instant.ofEpochMilli(Long.parseLong(words[0]));
        if (clock.instant().isBefore(until))
            return Optional.of(new Kept(Base64.getDecoder().decode(words[1]), until));
        forget(session, box);
        return Optional.empty();
    }

    void forget(HttpSession session, BoxId box) {
        session.removeAttribute(NAME + box);
    }
}
