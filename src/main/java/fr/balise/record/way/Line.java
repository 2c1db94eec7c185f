package fr.balise.record.way;

import fr.balise.mailstore.TrustedAuthorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Connects to software: certificate and name are checked before a word is said [RFC6125 6.4]. */
public final class Line {
    private static final int CONNECT_MILLIS = 10_000;

    private final @Nullable Path authorities;
    private final SSLContext context;
    private final Duration timeout;

    /** @param authorities PEM file; null for those that Java knows @param timeout of an answer as a whole */
    public Line(@Nullable Path authorities, Duration timeout) throws IOException, GeneralSecurityException {
        this.timeout = timeout;
        this.authorities = authorities;
        context = TrustedAuthorities.context(authorities);
    }

    Duration timeout() {
        return timeout;
    }

    /** With the client certificate of that software, where its secret is one. @throws NotNow when the certificate cannot be used */
    SSLContext context(Software software) throws NotNow {
        if (!ClientIdentity.isMeant(software.secret())) return context;
        var identity =
                ClientIdentity.read(software.secret()).orElseThrow(() -> new NotNow(NotNow.Why.CREDENTIAL, null));
        try {
            return TrustedAuthorities.context(authorities, identity.managers());
        } catch (IOException | GeneralSecurityException broken) {
            throw new NotNow(NotNow.Why.CREDENTIAL, broken);
        }
    }

    /** @param secured false only where the settings name such an address */
    Socket open(Software software, boolean secured) throws NotNow {
        URI address = software.address();
        var context = context(software);
        var host = address.getHost();
        int port = Allowed.port(address);
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            plain.setSoTimeout((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
            return secured ? secured(context, plain, host, port) : plain;
        } catch (SSLException untrusted) {
            quietly(plain);
            throw why(untrusted);
        } catch (IOException | RuntimeException down) {
            quietly(plain);
            throw new NotNow(NotNow.Why.UNREACHABLE, down);
        }
    }

    private static Socket secured(SSLContext context, Socket plain, String host, int port) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // without it any certificate would do
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The other side ends the greeting over our certificate with an alert; over its own certificate we do. */
    static NotNow why(SSLException failed) {
        var words = failed.getMessage() == null ? "" : failed.getMessage();
        boolean ours = words.contains("alert") && (words.contains("certificate") || words.contains("access_denied"));
        return new NotNow(ours ? NotNow.Why.CREDENTIAL : NotNow.Why.NOT_TRUSTED, failed);
    }

    static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is.
        }
    }
}
