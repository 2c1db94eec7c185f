package fr.balise.mailstore;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The one server of each domain that the installation names, and how its certificate is checked. Nobody types a host. */
final class ElsewhereServers {
    private static final Pattern SERVER = Pattern.compile("([a-z0-9.-]+)=([A-Za-z0-9.-]+):(\\d{1,5})");
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;

    private final Map<String, Server> servers = new HashMap<>();
    private final SSLSocketFactory sockets;

    record Server(String host, int port) {}

    /** @param setting its name, for whoever wrote it wrong */
    ElsewhereServers(List<String> named, String setting, @Nullable Path authorities)
            throws IOException, GeneralSecurityException {
        for (var said : named) {
            var read = SERVER.matcher(said.strip());
            if (!read.matches()) throw new IllegalStateException(setting + " wants domain=host:port");
            servers.put(read.group(1), new Server(read.group(2), Integer.parseInt(read.group(3))));
        }
        sockets = TrustedAuthorities.context(authorities).getSocketFactory();
    }

    @Nullable
    Server of(String domain) {
        return servers.get(domain.toLowerCase(Locale.ROOT));
    }

    Socket connected(Server server) throws IOException {
        return ImapLine.connected(server.host(), server.port(), CONNECT_MILLIS, READ_MILLIS);
    }

    /** Over a socket that is open; it is closed if this fails. */
    SSLSocket secured(Socket plain, Server server) throws IOException {
        try {
            var socket = (SSLSocket) sockets.createSocket(plain, server.host(), server.port(), true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(
                    "HTTPS"); // names as in [RFC6125 6.4]; without it any certificate would do
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }
}
