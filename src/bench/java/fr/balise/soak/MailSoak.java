package fr.balise.soak;

import fr.balise.mailbox.lifecycle.MailCrashRounds;

/**
 * Kills Balise, PostgreSQL, Dovecot and Postfix by turns while mail comes in and mailboxes are closed: {@code [--seed N] [--rounds N]}. Ends
 * with 1 at the first message that is lost, or act that stays half done.
 */
final class MailSoak {
    private MailSoak() {}

    static void main(String... args) throws Exception {
        var campaign = Campaign.of("mail", args);
        long accepted = 0;
        long refused = 0;
        int twice = 0;
        try (var crashes = new MailCrashRounds(campaign.seed(), true)) {
            for (int i = 1; i <= campaign.rounds(); i++) {
                var round = crashes.round(i);
                IO.println(round);
                accepted += round.accepted();
                refused += round.refused();
                twice = Math.max(twice, round.twice());
            }
        }
        IO.println("mail: " + campaign.rounds() + " rounds, " + accepted + " messages answered 250 and none lost, "
                + refused + " attempts refused or cut, at most " + twice + " messages there more than once");
    }
}
