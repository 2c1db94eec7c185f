package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty rounds of {@code ./balise soak mail}; the seed is printed, {@code BALISE_CRASH_SEED} repeats it. */
@NullUnmarked
class MailCrashTests {
    private static final int ROUNDS = 20;

    /** Long enough for everything that keeps asking to have failed several times. */
    private static final int LOOKS_WHILE_DOWN = 8;

    /** Postfix 3.7 asks a database that failed again after a minute. */
    private static final int SOON_MILLIS = 240_000;

    private static MailCrashRounds crashes;
    private static long seed;

    @BeforeAll
    static void start() throws Exception {
        var given = System.getenv("BALISE_CRASH_SEED");
        seed = given == null ? new SecureRandom().nextLong() : Long.parseLong(given);
        IO.println("mail: seed " + seed + ", " + ROUNDS + " rounds");
        crashes = new MailCrashRounds(seed, false);
    }

    @AfterAll
    static void stop() throws Exception {
        if (crashes != null) crashes.close();
    }

    @Test
    void noAnsweredMessageIsLostAndNoActStaysHalfDoneWhateverIsKilled() throws Exception {
        int accepted = 0;
        for (int i = 1; i <= ROUNDS; i++) {
            var round = crashes.round(i);
            IO.println(round);
            accepted += round.accepted();
        }
        assertThat(accepted).as("messages that were answered 250").isGreaterThan(ROUNDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"balise", "postgresql"})
    void sessionsThatAreOpenGoOnAndMailComesLaterWhileThisIsDown(String victim) throws Exception {
        var box = crashes.anyBox();
        var mail = crashes.mail();
        var letters = new Random(seed);
        try (var peer = mail.peer()) {
            assertThat(mail.sendOne(peer, letters, box)).isTrue();
        }
        crashes.allThere();
        var back = new AtomicBoolean();
        try (var reading = mail.opened(box);
                var idle = mail.opened(box)) {
            int there = CrashMail.seen(reading, CrashMail.INBOX).size();
            crashes.kill(victim);
            var knocking = Thread.ofVirtual().start(() -> knock(mail, box, back));
            for (int look = 0; look < LOOKS_WHILE_DOWN; look++) {
                goesOn(reading, there);
                Thread.sleep(1000);
            }
            goesOn(idle, there); // its first folder is opened while the other part is down
            boolean taken = taken(mail, letters, box);
            if (victim.equals("postgresql"))
                assertThat(taken).as("without its tables Postfix takes nothing").isFalse();
            crashes.startAgain(victim);
            goesOn(reading, there);
            long until = System.currentTimeMillis() + SOON_MILLIS;
            while (!taken && System.currentTimeMillis() < until) {
                taken = taken(mail, letters, box);
                CrashMail.pause(500);
            }
            assertThat(taken).as("the same sender, later").isTrue();
            back.set(true);
            knocking.join();
        }
        assertThat(mail.bounced()).as("nothing was sent back").isEmpty();
        crashes.allThere();
    }

    private static void goesOn(MailTalk imap, int there) throws IOException {
        CrashMail.done(imap.imap("NOOP"));
        assertThat(CrashMail.seen(imap, CrashMail.INBOX)).hasSizeGreaterThanOrEqualTo(there);
        CrashMail.done(imap.imap("STORE 1 +FLAGS (\\Flagged)"));
    }

    /** Whether a message is taken; a line that is cut means "later", as an answer 4xx does. */
    private static boolean taken(CrashMail mail, Random letters, CrashBox box) {
        try (var peer = mail.peer()) {
            return mail.sendOne(peer, letters, box);
        } catch (IOException cut) {
            return false;
        }
    }

    /** Programs that log in again and again meanwhile, as mail programs do. */
    private static void knock(CrashMail mail, CrashBox box, AtomicBoolean back) {
        while (!back.get()) {
            try (var imap = mail.imap()) {
                imap.imap("LOGIN " + box.address + " " + box.secret);
            } catch (IOException cut) {
                CrashMail.pause(100);
            }
        }
    }
}
