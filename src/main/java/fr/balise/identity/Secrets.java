package fr.balise.identity;

import fr.balise.kernel.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Random words that open something, and what is kept of them. */
public final class Secrets {
    /** 256 bits: twice what is asked for, and no hash of it can be searched through. */
    private static final int OCTETS = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 43 letters, digits, {@code -} and {@code _}. */
    public static String fresh() {
        var octets = new byte[OCTETS];
        RANDOM.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** SHA-256. A slow hash would protect guessable words; these are not. */
    public static byte[] hash(String secret) {
        return Sha256.of(secret);
    }

    /** Compares in a time that does not tell where two secrets differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(hash(one), hash(other));
    }
}
