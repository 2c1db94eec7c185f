package fr.balise.identity.account;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A holder lets somebody prepare. Drawn in docs/login.md.
 *
 * @param invited the name that the holder typed
 * @param openedAccount the account that was made with the invitation: no other may accept it
 * @param endsOn last day, inclusive; null for until revoked
 */
public record Delegation(
        long id,
        long holder,
        String invited,
        Instant openUntil,
        @Nullable Long openedAccount,
        @Nullable Long delegate,
        @Nullable LocalDate endsOn,
        @Nullable Instant revokedAt) {

    public enum State {
        /** The invitation waits for somebody to accept it. */
        INVITED,
        /** Seven days passed and nobody did. */
        LAPSED,
        ACTIVE,
        /** Its last day is over. */
        ENDED,
        REVOKED
    }

    /** @param today in the zone in which last days are counted */
    public State state(Instant now, LocalDate today) {
        if (revokedAt != null) return State.REVOKED;
        if (endsOn != null && endsOn.isBefore(today)) return State.ENDED;
        if (delegate != null) return State.ACTIVE;
        return now.isBefore(openUntil) ? State.INVITED : State.LAPSED;
    }
}
