package fr.balise.soak;

import fr.balise.directory.load.CrashRounds;
import java.security.SecureRandom;

/** Kills loads of the directory over and over: {@code [--seed N] [--rounds N]}. Ends with 1 at the first mixture that readers see. */
final class LoadSoak {
    private static final int ROUNDS = 200;

    private LoadSoak() {}

    static void main(String... args) throws Exception {
        long seed = new SecureRandom().nextLong();
        int rounds = ROUNDS;
        for (int i = 0; i + 1 < args.length; i += 2)
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                default -> throw new IllegalArgumentException(args[i]);
            }
        IO.println("loads: seed " + seed + ", " + rounds + " rounds");
        int killed = 0;
        int applied = 0;
        try (var crashes = new CrashRounds(seed)) {
            for (int i = 1; i <= rounds; i++) {
                var round = crashes.round(i);
                IO.println(round);
                if (round.killed()) killed++;
                if (round.applied()) applied++;
            }
        }
        IO.println("loads: " + killed + " of " + rounds + " killed before their end, " + applied + " had been applied");
    }
}
