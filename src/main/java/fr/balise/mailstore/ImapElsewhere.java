package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** By IMAP over TLS [RFC8314 3.2]: certificate and name are checked before a word is said. */
@Service
class ImapElsewhere implements ElsewhereMail {
    private static final Pattern SERVER = Pattern.compile("([a-z0-9.-]+)=([A-Za-z0-9.-]+):(\\d{1,5})");
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;

    private final Map<String, Server> servers = new HashMap<>();
    private final SSLSocketFactory sockets;

    private record Server(String host, int port) {}

    ImapElsewhere(ElsewhereSettings settings) throws IOException, GeneralSecurityException {
        for (var said : settings.servers()) {
            var read = SERVER.matcher(said.strip());
            if (!read.matches())
                throw new IllegalStateException("balise.mailstore.elsewhere.servers wants domain=host:port");
            servers.put(read.group(1), new Server(read.group(2), Integer.parseInt(read.group(3))));
        }
        sockets = sockets(settings.authorities());
    }

    private static SSLSocketFactory sockets(@Nullable Path authorities) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        if (authorities == null) {
            context.init(null, null, null);
            return context.getSocketFactory();
        }
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in))
                trusted.setCertificateEntry("authority" + trusted.size(), certificate);
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Override
    public boolean knows(String domain) {
        return servers.containsKey(domain.toLowerCase(Locale.ROOT));
    }

    @Override
    public Answer open(MailAddress mailbox, Credential credential) {
        var server = servers.get(mailbox.domain());
        if (server == null) return new Answer.Refused(Why.NOT_LISTED);
        SSLSocket socket;
        try {
            socket = secured(server);
        } catch (SSLException untrusted) {
            return new Answer.Refused(Why.NOT_TRUSTED);
        } catch (IOException down) {
            return new Answer.Refused(Why.UNREACHABLE);
        }
        return greeted(socket, mailbox, credential);
    }

    private SSLSocket secured(Server server) throws IOException {
        var plain = ImapLine.connected(server.host(), server.port(), CONNECT_MILLIS, READ_MILLIS);
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

    private static Answer greeted(SSLSocket socket, MailAddress mailbox, Credential credential) {
        try {
            var line = new ImapLine(socket);
            login(line, mailbox.toString(), credential);
            return new Answer.Opened(new ImapMailbox(line, false));
        } catch (CommandFailedException no) {
            ImapLine.quietly(socket);
            return new Answer.Refused(
                    ImapMailbox.code(no).equals("UNAVAILABLE") ? Why.UNREACHABLE : Why.WRONG_CREDENTIAL);
        } catch (ProtocolException | IOException | RuntimeException senseless) {
            ImapLine.quietly(socket);
            return new Answer.Refused(Why.UNREACHABLE);
        }
    }

    private static void login(ImapLine line, String name, Credential credential) throws ProtocolException {
        switch (credential) {
            case Credential.AppPassword(var secret) -> {
                if (line.hasCapability("AUTH=PLAIN")) line.authplain(null, name, secret);
                else line.login(name, secret);
            }
            case Credential.Token(var value) -> line.authoauth2(name, value);
        }
        line.capability(); // may be other ones now [RFC9051 6.2.2]
    }
}
