package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** Twenty rounds of {@code ./balise soak mail}; the seed is printed, {@code BALISE_CRASH_SEED} repeats it. */
@Disabled(
        "not understood yet: in one of three runs a mailbox could not be read within the time after a round; see docs/reliability.md")
class MailCrashTests {
    private static final int ROUNDS = 20;

    @Test
    void noAnsweredMessageIsLostAndNoActStaysHalfDoneWhateverIsKilled() throws Exception {
        var given = System.getenv("BALISE_CRASH_SEED");
        long seed = given == null ? new SecureRandom().nextLong() : Long.parseLong(given);
        IO.println("mail: seed " + seed + ", " + ROUNDS + " rounds");
        int accepted = 0;
        try (var crashes = new MailCrashRounds(seed)) {
            for (int i = 1; i <= ROUNDS; i++) {
                var round = crashes.round(i);
                IO.println(round);
                accepted += round.accepted();
            }
        }
        assertThat(accepted).as("messages that were answered 250").isGreaterThan(ROUNDS);
    }
}
