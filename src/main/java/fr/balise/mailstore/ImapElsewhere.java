package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.springframework.stereotype.Service;

/** By IMAP over TLS [RFC8314 3.2]: certificate and name are checked before a word is said. */
@Service
class ImapElsewhere implements ElsewhereMail {
    private final ElsewhereServers servers;

    ImapElsewhere(ElsewhereSettings settings) throws IOException, GeneralSecurityException {
        servers =
                new ElsewhereServers(settings.servers(), "balise.mailstore.elsewhere.servers", settings.authorities());
    }

    @Override
    public boolean knows(String domain) {
        return servers.of(domain) != null;
    }

    @Override
    public Answer open(MailAddress mailbox, Credential credential) {
        var server = servers.of(mailbox.domain());
        if (server == null) return new Answer.Refused(Why.NOT_LISTED);
        SSLSocket socket;
        try {
            socket = servers.secured(servers.connected(server), server);
        } catch (SSLException untrusted) {
            return new Answer.Refused(Why.NOT_TRUSTED);
        } catch (IOException down) {
            return new Answer.Refused(Why.UNREACHABLE);
        }
        return greeted(socket, mailbox, credential);
    }

    private static Answer greeted(SSLSocket socket, MailAddress mailbox, Credential credential) {
        try {
            var line = new ImapLine(socket);
            if (credential instanceof Credential.Token && !takesTokens(line)) {
                line.disconnect();
                return new Answer.Refused(Why.NO_TOKENS);
            }
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

    private static boolean takesTokens(ImapLine line) {
        return line.hasCapability("AUTH=OAUTHBEARER") || line.hasCapability("AUTH=XOAUTH2");
    }

    static void login(ImapLine line, String name, Credential credential) throws ProtocolException, IOException {
        switch (credential) {
            case Credential.AppPassword(var secret) -> {
                if (line.hasCapability("AUTH=PLAIN")) line.authplain(null, name, secret);
                else line.login(name, secret);
            }
            case Credential.Token(var value) -> {
                if (line.hasCapability("AUTH=OAUTHBEARER")) line.bearer(name, value);
                else line.authoauth2(name, value);
            }
        }
        line.capability(); // may be other ones now [RFC9051 6.2.2]
    }
}
