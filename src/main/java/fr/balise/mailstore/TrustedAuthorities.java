package fr.balise.mailstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS towards servers of others, whose certificates come from authorities that the installation names. */
public final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /** @param authorities PEM file; null for those that Java knows */
    public static SSLContext context(@Nullable Path authorities) throws IOException, GeneralSecurityException {
        return context(authorities, null);
    }

    /** @param ours what shows who we are; null for nothing */
    public static SSLContext context(@Nullable Path authorities, KeyManager @Nullable [] ours)
            throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        if (authorities == null) {
            context.init(ours, null, null);
            return context;
        }
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(authorities)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in))
                trusted.setCertificateEntry("authority" + trusted.size(), certificate);
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        context.init(ours, managers.getTrustManagers(), null);
        return context;
    }
}
