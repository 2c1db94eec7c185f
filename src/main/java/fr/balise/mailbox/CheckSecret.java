package fr.balise.mailbox;

import fr.balise.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The link and the code of one check. Both stand in the message alone: the database has their hashes.
 *
 * @param token 256 random bits, base64url
 * @param code six digits
 */
record CheckSecret(String token, String code, byte[] salt) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern CODE = Pattern.compile("\\d{6}");

    static CheckSecret fresh() {
        var token = new byte[32];
        var salt = new byte[16];
        RANDOM.nextBytes(token);
        RANDOM.nextBytes(salt);
        return new CheckSecret(
                Base64.getUrlEncoder().withoutPadding().encodeToString(token),
                "%06d".formatted(RANDOM.nextInt(1_000_000)),
                salt);
    }

    byte[] tokenHash() {
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] codeHash() {
        return codeHash(salt, code);
    }

    /** Hash of what came in a URL; empty when it cannot be a token. */
    static Optional<byte[]> hashOf(String token) {
        return TOKEN.matcher(token).matches()
                ? Optional.of(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)))
                : Optional.empty();
    }

    /** Six digits as people type them, spaces anywhere; empty for anything else. */
    static Optional<String> typed(String text) {
        var digits = text.replaceAll("[\\s\\u00a0\\u202f]", "");
        return CODE.matcher(digits).matches() ? Optional.of(digits) : Optional.empty();
    }

    static boolean fits(String code, byte[] salt, byte[] hash) {
        return MessageDigest.isEqual(codeHash(salt, code), hash);
    }

    private static byte[] codeHash(byte[] salt, String code) {
        var digits = code.getBytes(StandardCharsets.US_ASCII);
        var both = java.util.Arrays.copyOf(salt, salt.length + digits.length);
        System.arraycopy(digits, 0, both, salt.length, digits.length);
        return Sha256.of(both);
    }

    /** The record's own would print them. */
    @Override
    public String toString() {
        return "CheckSecret";
    }
}
