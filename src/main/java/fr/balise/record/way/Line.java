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

    private final SSLContext context;
    private final Duration timeout;

    /** @param authorities PEM file; null for those that Java knows @param timeout of an answer as a whole */
    public Line(@Nullable Path authorities, Duration timeout) throws IOException, GeneralSecurityException {
        this.timeout = timeout;
        context = TrustedAuthorities.context(authorities);
    }

    Duration timeout() {
        return timeout;
    }

    /** @param secured false only where the settings name such an address */
    Socket open(URI address, boolean secured) throws NotNow {
        var host = address.getHost();
        int port = Allowed.port(address);
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            plain.setSoTimeout((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
            return secured ? secured(plain, host, port) : plain;
        } catch (SSLException untrusted) {
            quietly(plain);
            throw new NotNow(NotNow.Why.NOT_TRUSTED, untrusted);
        } catch (IOException | RuntimeException down) {
            quietly(plain);
            throw new NotNow(NotNow.Why.UNREACHABLE, down);
        }
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // without it any certificate would do
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is.
        }
    }
}
