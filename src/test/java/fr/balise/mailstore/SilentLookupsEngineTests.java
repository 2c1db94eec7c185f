package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import fr.balise.testing.SilentProxy;
import java.io.IOException;
import java.net.URI;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What Postfix and Dovecot ask of the database by themselves, while it does not answer. */
@NullUnmarked
@EngineTest
class SilentLookupsEngineTests {
    private static final String PEER = "doctor@peer.mssante.fr";
    private static final String MESSAGE = "From: <" + PEER + ">\r\nSubject: silence\r\n\r\nx\r\n";

    /** Well below what senders wait for an answer to RCPT, five minutes [RFC5321 4.5.3.2]; asked several times on the way. */
    private static final Duration BOUND = Duration.ofSeconds(19);

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    @Value("${spring.datasource.url}")
    String url;

    private static List<String> sent(EngineForTests to, String recipient) throws IOException {
        try (var peer =
                MailTalk.smtp(to.port(MailPort.MX), to.data().resolve("certs").resolve("peer"))) {
            return peer.send(PEER, recipient, MESSAGE);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Test
    void tablesThatAreLockedPutMailOffWhileOpenSessionsGoOnAndThenItArrives() throws Exception {
        var id = EngineTest.Ids.next();
        var address = "attente" + id + "@" + FreshEngine.DOMAIN;
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        var secret = passwords.issue(id, 1, "test", Rights.HOLDER).secret();
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + address + " " + secret)).contains("OK");
            assertThat(imap.append("INBOX", MESSAGE)).contains("OK");
            try (var connection = DriverManager.getConnection(url, "postgres", "");
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("lock table mailstore.account in access exclusive mode");
                long from = System.nanoTime();
                assertThat(sent(engine, address).getLast()).startsWith("451");
                assertThat(since(from)).isLessThan(BOUND);
                assertThat(imap.imap("SELECT INBOX")).contains("1 EXISTS", "OK");
                assertThat(imap.imap("FETCH 1 (BODY.PEEK[])")).contains("Subject: silence", "OK");
                assertThat(imap.imap("STORE 1 +FLAGS (\\Seen)")).contains("OK");
                connection.rollback();
            }
            // Postfix leaves a database that failed alone for a minute.
            var answer = sent(engine, address).getLast();
            for (int looks = 0; looks < 45 && !answer.startsWith("250"); looks++) {
                assertThat(answer).startsWith("4");
                Thread.sleep(2_000);
                answer = sent(engine, address).getLast();
            }
            assertThat(answer).startsWith("250");
        }
    }

    /** Seen in a crash round: the one program that asked meanwhile went on to say no, since each try kept it alive. */
    @Test
    void aQuestionThatFailedIsAskedAnewAtEachTry() throws Exception {
        var id = EngineTest.Ids.next();
        var address = "encore" + id + "@" + FreshEngine.DOMAIN;
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table mailstore.domain, mailstore.relation in access exclusive mode");
            assertThat(reinjected(address)).startsWith("451");
            connection.rollback();
        }
        // Postfix leaves a database that failed alone for a minute; a hundred tries would be more than three.
        var answer = reinjected(address);
        for (int tries = 0; tries < 50 && !answer.startsWith("250"); tries++) {
            Thread.sleep(2_000);
            answer = reinjected(address);
        }
        assertThat(answer).startsWith("250");
    }

    /** @return what Postfix says to the recipient of an automatic reply */
    private String reinjected(String recipient) throws IOException {
        try (var postfix = MailTalk.plainSmtp(engine.port(MailPort.REINJECTION))) {
            return postfix.send("", recipient, MESSAGE).getLast();
        }
    }

    @Test
    void aDatabaseThatTakesConnectionsAndSaysNothingPutsMailOff() throws Exception {
        var real = URI.create(url.substring("jdbc:".length()));
        try (var proxy = new SilentProxy(real.getPort())) {
            proxy.silent(true);
            var alone = EngineForTests.start("jdbc:postgresql://127.0.0.1:" + proxy.port() + real.getPath());
            try {
                long from = System.nanoTime();
                assertThat(sent(alone, "someone@" + FreshEngine.DOMAIN).getLast())
                        .startsWith("451");
                assertThat(since(from)).isLessThan(BOUND);
            } finally {
                alone.stop();
            }
        }
    }
}
