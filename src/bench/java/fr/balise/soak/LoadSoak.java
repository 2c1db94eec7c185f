package fr.balise.soak;

import fr.balise.directory.load.CrashRounds;

/** Kills loads of the directory over and over: {@code [--seed N] [--rounds N]}. Ends with 1 at the first mixture that readers see. */
final class LoadSoak {
    private LoadSoak() {}

    static void main(String... args) throws Exception {
        var campaign = Campaign.of("loads", args);
        int killed = 0;
        int applied = 0;
        try (var crashes = new CrashRounds(campaign.seed())) {
            for (int i = 1; i <= campaign.rounds(); i++) {
                var round = crashes.round(i);
                IO.println(round);
                if (round.killed()) killed++;
                if (round.applied()) applied++;
            }
        }
        IO.println("loads: " + killed + " of " + campaign.rounds() + " killed before their end, " + applied
                + " had been applied");
    }
}
