package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.ElsewhereMail.Why;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Service;

/** By ManageSieve with STARTTLS: certificate and name are checked before the password is said. Referrals [RFC5804 1.3] are not followed. */
@Service
class SieveElsewhere implements ElsewhereFilters {
    private final ElsewhereServers servers;

    SieveElsewhere(ElsewhereSettings settings) throws IOException, GeneralSecurityException {
        servers = new ElsewhereServers(
                settings.filterServers(), "balise.mailstore.elsewhere.filter-servers", settings.authorities());
    }

    @Override
    public boolean knows(String domain) {
        return servers.of(domain) != null;
    }

    @Override
    public Answer open(MailAddress mailbox, Credential.AppPassword credential) {
        var server = servers.of(mailbox.domain());
        if (server == null) return new Answer.Refused(Why.NOT_LISTED);
        SieveLine line;
        try {
            line = secured(server);
        } catch (SSLException untrusted) {
            return new Answer.Refused(Why.NOT_TRUSTED);
        } catch (IOException | RuntimeException senseless) {
            return new Answer.Refused(Why.UNREACHABLE);
        }
        return loggedIn(line, mailbox, credential);
    }

    private SieveLine secured(ElsewhereServers.Server server) throws IOException {
        var plain = servers.connected(server);
        try {
            var line = new SieveLine(plain);
            line.startTls(socket -> servers.secured(socket, server));
            return line;
        } catch (IOException | RuntimeException failed) {
            ImapLine.quietly(plain);
            throw failed;
        }
    }

    private static Answer loggedIn(SieveLine line, MailAddress mailbox, Credential.AppPassword credential) {
        try {
            var answer = line.login(mailbox.toString(), credential.secret());
            if (answer.ok()) return new Answer.Opened(new SieveScripts(line));
            line.close();
            return new Answer.Refused(
                    answer.code().equals("TRYLATER") || answer.status() == SieveLine.Status.BYE
                            ? Why.UNREACHABLE
                            : Why.WRONG_CREDENTIAL);
        } catch (IOException | RuntimeException senseless) {
            line.close();
            return new Answer.Refused(Why.UNREACHABLE);
        }
    }
}
