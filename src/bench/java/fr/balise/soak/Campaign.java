package fr.balise.soak;

import java.security.SecureRandom;

/** How a campaign is played: {@code [--seed N] [--rounds N]}; the seed is drawn when none is given. */
record Campaign(long seed, int rounds) {
    private static final int USUAL = 200;

    /** @param name told with the seed, so that the campaign can be played again */
    static Campaign of(String name, String... args) {
        long seed = new SecureRandom().nextLong();
        int rounds = USUAL;
        for (int i = 0; i + 1 < args.length; i += 2)
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--rounds" -> rounds = Integer.parseInt(args[i + 1]);
                default -> throw new IllegalArgumentException(args[i]);
            }
        IO.println(name + ": seed " + seed + ", " + rounds + " rounds");
        return new Campaign(seed, rounds);
    }
}
