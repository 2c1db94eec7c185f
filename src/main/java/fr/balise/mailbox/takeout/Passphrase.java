package fr.balise.mailbox.takeout;

import java.security.SecureRandom;

/** What opens an export. ZIP derives keys with few rounds, so a passphrase must be strong by itself. */
public final class Passphrase {
    /** Without letters that look alike; 5 bits each. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 6;
    private static final int GROUP = 4;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 99;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passphrase() {}

    /** 120 random bits. */
    public static String proposed() {
        var phrase = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) phrase.append('-');
            phrase.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return phrase.toString();
    }

    /** Signs that every keyboard has and every program encodes alike, and enough different ones. */
    public static boolean isGood(String phrase) {
        return phrase.length() >= SHORTEST
                && phrase.length() <= LONGEST
                && phrase.chars().allMatch(c -> c > ' ' && c < 127)
                && phrase.chars().distinct().count() >= 8;
    }
}
