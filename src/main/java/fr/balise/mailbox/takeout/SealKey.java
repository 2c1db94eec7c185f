package fr.balise.mailbox.takeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals what the database must not show: AES-256-GCM under the installation's key, a file of the data folder beside the database and
 * in no table. All copies of Balise need the same file. Whoever loses it cannot resume exports that were being made, and loses nothing else.
 */
@Component
class SealKey {
    private static final int OCTETS = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    SealKey(@Value("${balise.data}/keys/seal.key") Path file) {
        this.file = file;
    }

    /** @param about what it belongs to: sealed for one thing, it opens for no other */
    byte[] seal(String text, String about) {
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException for what this installation did not seal about that thing */
    String open(byte[] sealed, String about) {
        try {
            var nonce = java.util.Arrays.copyOf(sealed, NONCE);
            var text = cipher(Cipher.DECRYPT_MODE, nonce, about).doFinal(sealed, NONCE, sealed.length - NONCE);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealed by another key, or about another thing", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String about) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("balise export " + about).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] key() {
        try {
            if (!Files.exists(file)) make();
            var key = Files.readAllBytes(file);
            if (key.length != OCTETS) throw new IllegalStateException("the seal key has " + OCTETS + " octets");
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the seal key cannot be read", e);
        }
    }

    /** Whole or not at all, and the first of two copies wins. */
    private void make() throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = Files.createTempFile(
                file.getParent(),
                "seal",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var key = new byte[OCTETS];
        random.nextBytes(key);
        Files.write(fresh, key);
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException faster) {
            return;
        } catch (UnsupportedOperationException noLinks) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
