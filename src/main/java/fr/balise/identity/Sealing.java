package fr.balise.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals texts that the database must not show: AES-256-GCM [SP800-38D] under a {@link KeyFile} of its own. */
public final class Sealing {
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final KeyFile key;
    private final SecureRandom random = new SecureRandom();

    public Sealing(Path file) {
        key = new KeyFile(file, this::fresh);
    }

    /** @param about what it belongs to: sealed for one thing, it opens for no other */
    public byte[] seal(String text, String about) {
        return seal(text.getBytes(StandardCharsets.UTF_8), about);
    }

    /** @param about as above */
    public byte[] seal(byte[] octets, String about) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(octets);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Empty when it was changed, belongs to something else, or was sealed with a key that is gone. */
    public Optional<String> open(byte[] sealed, String about) {
        return openOctets(sealed, about).map(octets -> new String(octets, StandardCharsets.UTF_8));
    }

    /** Empty as above. */
    public Optional<byte[]> openOctets(byte[] sealed, String about) {
        if (sealed.length <= NONCE) return Optional.empty();
        try {
            var octets = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), about)
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
            return Optional.of(octets);
        } catch (GeneralSecurityException closed) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String about) throws GeneralSecurityException {
        var octets = key.octets();
        if (octets.length != KEY)
            throw new IllegalStateException("the key " + key.file().getFileName() + " has not " + KEY + " octets");
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(octets, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] fresh() {
        var octets = new byte[KEY];
        random.nextBytes(octets);
        return octets;
    }
}
