package fr.balise.record.way;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The certificate with which Balise shows software who it is, and its key: as staff typed them, in PEM, the key without a passphrase. They
 * are kept sealed as any other secret of that software.
 */
public final class ClientIdentity {
    private static final char[] NO_PASSWORD = {};
    private static final String BEGIN = "-----BEGIN ";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /** Whether a secret means to be one: anything else is a token or a password. */
    public static boolean isMeant(String secret) {
        return secret.contains(BEGIN);
    }

    /** Empty when it is not a key and the certificate to that key. */
    public static Optional<ClientIdentity> read(String pem) {
        try {
            var content = PemContent.of(pem);
            if (content == null) return Optional.empty();
            var key = content.getPrivateKey();
            var chain = content.getCertificates();
            return key == null || chain.isEmpty() || !fits(key, chain.getFirst())
                    ? Optional.empty()
                    : Optional.of(new ClientIdentity(key, chain));
        } catch (RuntimeException | GeneralSecurityException none) {
            return Optional.empty();
        }
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var shared = certificate.getPublicKey();
        var signature = Signature.getInstance(
                shared instanceof RSAPublicKey
                        ? "SHA256withRSA"
                        : shared instanceof ECPublicKey ? "SHA256withECDSA" : shared.getAlgorithm());
        signature.initSign(key);
        signature.update(NO_SECRET);
        var signed = signature.sign();
        signature.initVerify(shared);
        signature.update(NO_SECRET);
        return signature.verify(signed);
    }

    private static final byte[] NO_SECRET = "balise".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** Until when software can take it. */
    public Instant until() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    KeyManager[] managers() throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("balise", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (IOException never) {
            throw new GeneralSecurityException(never); // it is made in memory
        }
    }

    @Override
    public String toString() {
        return "ClientIdentity";
    }
}
