package fr.balise.identity.account;

import fr.balise.identity.Secrets;
import fr.balise.identity.account.Delegations.Refusal;
import fr.balise.kernel.HomeZone;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Finds the invitation behind a link. Wrong links are counted: after too many none is looked at for a while. */
@Component
class Invitations {
    private static final String DOOR = "invitation";

    private final DelegationStore store;
    private final Guesses guesses;
    private final Caller caller;
    private final InstantSource clock;
    private final HomeZone home;

    Invitations(DelegationStore store, Guesses guesses, Caller caller, InstantSource clock, HomeZone home) {
        this.store = store;
        this.guesses = guesses;
        this.caller = caller;
        this.clock = clock;
        this.home = home;
    }

    sealed interface Found {
        /** Waits to be accepted; the row is held until commit. */
        record Open(Delegation invitation) implements Found {}

        record Refused(Refusal why) implements Found {}
    }

    Found find(String token) {
        if (guesses.exhausted(DOOR, caller.address())) return new Found.Refused(Refusal.UNKNOWN);
        var found = store.lock(Secrets.hash(token));
        if (found.isEmpty()) {
            guesses.wrong(DOOR, caller.address());
            return new Found.Refused(Refusal.UNKNOWN);
        }
        var row = found.get();
        return switch (row.state(clock.instant(), home.today(clock))) {
            case REVOKED -> new Found.Refused(Refusal.REVOKED);
            case ENDED -> new Found.Refused(Refusal.ENDED);
            case LAPSED -> new Found.Refused(Refusal.LAPSED);
            case ACTIVE -> new Found.Refused(Refusal.TAKEN);
            case INVITED -> new Found.Open(row);
        };
    }
}
