package fr.balise.identity.account;

import fr.balise.identity.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How many wrong secrets one client address may show at one kind of door. Right ones cost nothing; after too many wrong ones no
 * secret is looked at for a while. The secrets are too long to be guessed: this keeps logs and database quiet.
 */
@Component
public class Guesses {
    /** Somebody who pastes the wrong link a few times stays welcome. */
    private static final int AT_ONCE = 20;

    private static final int PER_MINUTE = 10;
    private static final int CLIENTS = 10_000;

    private final Pace pace = new Pace(CLIENTS, AT_ONCE, PER_MINUTE, Duration.ofMinutes(1));

    public boolean exhausted(String door, String client) {
        return pace.isExhausted(door + " " + client);
    }

    public void wrong(String door, String client) {
        pace.secondsToWait(door + " " + client);
    }
}
