package fr.balise.mailbox;

import fr.balise.identity.KeyFile;
import fr.balise.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
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
    private final KeyFile key;

    AttestationKey(@Value("${balise.data}/keys/attestation.key") Path file) {
        key = new KeyFile(file, AttestationKey::fresh);
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
        return HexFormat.of().formatHex(Sha256.of(pair().open().getEncoded()));
    }

    private Pair pair() {
        var lines = new String(key.octets(), StandardCharsets.US_ASCII).lines().toList();
        try {
            var keys = KeyFactory.getInstance("Ed25519");
            return new Pair(
                    keys.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0)))),
                    keys.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of attestations is none", e);
        }
    }

    private static byte[] fresh() {
        try {
            var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var base64 = Base64.getEncoder();
            var lines = base64.encodeToString(keys.getPrivate().getEncoded()) + "\n"
                    + base64.encodeToString(keys.getPublic().getEncoded()) + "\n";
            return lines.getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
