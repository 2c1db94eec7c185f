package fr.balise.mailstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals what opens mailboxes elsewhere: AES-256-GCM [SP800-38D], the key in {@code keys/elsewhere.key} of the data folder for its owner
 * alone, in the backup beside the database and not in it. Whoever has one of the two has nothing.
 */
@Component
class SecretBox {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_OCTETS = 32;
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    SecretBox(@Value("${balise.data}") Path data) {
        this.file = data.toAbsolutePath().resolve("keys").resolve("elsewhere.key");
    }

    /** @param belongsTo whose it is: opened for anybody else, it does not open */
    byte[] seal(String secret, String belongsTo) {
        var nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, belongsTo).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var all = new byte[NONCE_OCTETS + sealed.length];
            System.arraycopy(nonce, 0, all, 0, NONCE_OCTETS);
            System.arraycopy(sealed, 0, all, NONCE_OCTETS, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Empty when it was changed, belongs to somebody else, or was sealed with a key that is gone. */
    Optional<String> open(byte[] sealed, String belongsTo) {
        if (sealed.length <= NONCE_OCTETS) return Optional.empty();
        var nonce = java.util.Arrays.copyOf(sealed, NONCE_OCTETS);
        try {
            var secret = cipher(Cipher.DECRYPT_MODE, nonce, belongsTo)
                    .doFinal(sealed, NONCE_OCTETS, sealed.length - NONCE_OCTETS);
            return Optional.of(new String(secret, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException closed) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String belongsTo) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private synchronized byte[] key() {
        try {
            if (!Files.exists(file)) make();
            var key = Files.readAllBytes(file);
            if (key.length != KEY_OCTETS) throw new IllegalStateException("keys/elsewhere.key is no key");
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() throws IOException {
        Files.createDirectories(file.getParent());
        var key = new byte[KEY_OCTETS];
        random.nextBytes(key);
        var made = Files.createTempFile(
                file.getParent(),
                ".elsewhere",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(made, key);
        try {
            Files.createLink(file, made); // whole or not at all, and never in place of one that is there
        } catch (FileAlreadyExistsException another) {
            // Another copy of Balise was faster: its key counts.
        } finally {
            Files.delete(made);
        }
    }
}
