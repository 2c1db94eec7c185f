package fr.balise.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The installation's key for attestations: Ed25519, a file of the data folder for its owner alone, made once, in the backup. */
@Component
class AttestationKey {
    private final Path file;

    AttestationKey(@Value("${balise.data}/keys/attestation.key") Path file) {
        this.file = file;
    }

    /** Both halves, each in Base64 on a line. */
    private record Pair(PrivateKey secret, PublicKey open) {}

    String sign(byte[] text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair().secret());
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair().open().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(pair().open().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Pair pair() {
        try {
            if (!Files.exists(file)) make();
            var lines = Files.readAllLines(file);
            var keys = KeyFactory.getInstance("Ed25519");
            return new Pair(
                    keys.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0)))),
                    keys.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1)))));
        } catch (IOException e) {
            throw new UncheckedIOException("the key of attestations cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of attestations is none", e);
        }
    }

    /** Whole or not at all; the first of two copies of Balise wins. */
    private void make() throws IOException, GeneralSecurityException {
        Files.createDirectories(file.getParent());
        var fresh = Files.createTempFile(
                file.getParent(),
                "attestation",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var base64 = Base64.getEncoder();
        Files.writeString(
                fresh,
                base64.encodeToString(keys.getPrivate().getEncoded()) + "\n"
                        + base64.encodeToString(keys.getPublic().getEncoded()) + "\n");
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException faster) {
            return;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
