package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.ElsewhereMail.Answer;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.ElsewhereMail.Why;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Mailboxes of other operators, by nothing but IMAP over TLS and what their holder typed; the real Dovecot plays the other operator. */
@NullUnmarked
@EngineTest
class ElsewhereMailboxEngineTests extends OpenMailboxContract {
    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    private MailAddress address;
    private Credential credential;

    private ElsewhereMail through(String host, int port, @Nullable Path authorities) throws Exception {
        return new ImapElsewhere(
                new ElsewhereSettings(List.of(FreshEngine.DOMAIN + "=" + host + ":" + port), List.of(), authorities));
    }

    private ElsewhereMail other() {
        try {
            return through("localhost", engine.port(MailPort.IMAPS), authority());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path authority() {
        return engine.data().resolve("certs").resolve("ca.pem");
    }

    @Override
    OpenMailbox fresh() {
        var id = EngineTest.Ids.next();
        address = MailAddress.parse("elsewhere" + id + "@" + FreshEngine.DOMAIN);
        accounts.open(id, address);
        accounts.quota(id, DataSize.ofMegabytes(40));
        credential = new Credential.AppPassword(
                passwords.issue(id, 1, "test", Rights.HOLDER).secret());
        return again();
    }

    @Override
    OpenMailbox again() {
        var answer = other().open(address, credential);
        assertThat(answer).isInstanceOf(Answer.Opened.class);
        return ((Answer.Opened) answer).mailbox();
    }

    @Test
    void aTokenOpensItAsWell() {
        var answer = other().open(address, new Credential.Token("token-of-" + address.localPart()));
        assertThat(answer).isInstanceOf(Answer.Opened.class);
        ((Answer.Opened) answer).mailbox().close();
    }

    private void refuses(ElsewhereMail mail, Credential typed, Why why) {
        assertThat(mail.open(address, typed)).isEqualTo(new Answer.Refused(why));
    }

    @Test
    void aWrongPasswordOrTokenOpensNothing() {
        refuses(other(), new Credential.AppPassword("wrong"), Why.WRONG_CREDENTIAL);
        refuses(other(), new Credential.AppPassword("wrong\r\na1 NOOP"), Why.WRONG_CREDENTIAL);
        refuses(other(), new Credential.Token("wrong"), Why.WRONG_CREDENTIAL);
    }

    @Test
    void aDomainThatIsNotListedLeadsNowhere() {
        assertThat(other().open(MailAddress.parse("a@unknown.mssante.fr"), credential))
                .isEqualTo(new Answer.Refused(Why.NOT_LISTED));
        assertThat(other().knows("unknown.mssante.fr")).isFalse();
        assertThat(other().knows(FreshEngine.DOMAIN)).isTrue();
    }

    @Test
    void aCertificateOfAnUnknownAuthorityOrOfAnotherNameIsNotTrusted() throws Exception {
        int port = engine.port(MailPort.IMAPS);
        refuses(through("localhost", port, null), credential, Why.NOT_TRUSTED);
        // The same server at an address that its certificate does not name.
        try (var door = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.5"))) {
            Thread.ofVirtual().start(() -> forward(door, port));
            refuses(through("127.0.0.5", door.getLocalPort(), authority()), credential, Why.NOT_TRUSTED);
        }
    }

    private static void forward(ServerSocket door, int port) {
        try (var client = door.accept();
                var server = new Socket("127.0.0.1", port)) {
            Thread.ofVirtual().start(() -> pump(server, client));
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException ended) {
            // By one of the two.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // As above.
        }
    }

    @Test
    void whatIsNoServerOfThatKindIsUnreachable() throws Exception {
        refuses(through("localhost", 1, authority()), credential, Why.UNREACHABLE);
        // It answers in clear.
        refuses(through("localhost", engine.port(MailPort.IMAP), authority()), credential, Why.NOT_TRUSTED);
    }
}
