package fr.balise.soak;

import fr.balise.mailbox.lifecycle.MailCrashRounds;
import java.security.SecureRandom;

/**
 * Kills Balise, PostgreSQL, Dovecot and Postfix by turns while mail comes in and mailboxes are closed: {@code [--seed N] [--rounds N]}. Ends
 * with 1 at the first message that is lost, or act that stays half done.
 */
final class MailSoak {
    private static final int ROUNDS = 200;

    private MailSoak() {}

    static void main(String... args) throws Exception {
        long seed = new SecureRandom().nextLong();
        int rounds = ROUNDS;
        for (int i = 0; i + 1 < args.length; i += 2)
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                default -> throw new IllegalArgumentException(args[i]);
            }
        IO.println("mail: seed " + seed + ", " + rounds + " rounds");
        long accepted = 0;
        long refused = 0;
        int twice = 0;
        try (var crashes = new MailCrashRounds(seed)) {
            for (int i = 1; i <= rounds; i++) {
                var round = crashes.round(i);
                IO.println(round);
                accepted += round.accepted();
                refused += round.refused();
                twice = Math.max(twice, round.twice());
            }
        }
        IO.println("mail: " + rounds + " rounds, " + accepted + " messages answered 250 and none lost, " + refused
                + " attempts refused or cut, at most " + twice + " messages there more than once");
    }
}
