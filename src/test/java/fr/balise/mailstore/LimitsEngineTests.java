package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Limits at the doors of the mail servers, as whoever meets them is told. */
@NullUnmarked
@EngineTest
class LimitsEngineTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PEER = "doctor@peer.mssante.fr";

    /** As the settings have it. */
    private static final int A_DAY = 1_000;

    private static final int AN_HOUR = 300;

    @Autowired
    SentHours hours;

    @Autowired
    fr.balise.mailbox.lifecycle.Sending sending;

    @Autowired
    org.springframework.jdbc.core.simple.JdbcClient jdbc;

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailActivity activity;

    @Autowired
    MailPasswords passwords;

    @Autowired
    MailStore store;

    @Autowired
    Environment environment;

    private record Someone(AccountId id, String address, String password) {}

    private Someone someone() {
        var address = "limited" + NUMBERS.incrementAndGet() + "@" + FreshEngine.DOMAIN;
        var id = EngineTest.Ids.next();
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        return new Someone(
                id, address, passwords.issue(id, 1, "test", Rights.HOLDER).secret());
    }

    private MailTalk peer() throws IOException {
        return MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"));
    }

    private long messages(AccountId who) {
        return store.folders(who).stream().mapToLong(MailStore.Folder::messages).sum();
    }

    private static void await(BooleanSupplier truth) throws InterruptedException {
        for (int i = 0; i < 600 && !truth.getAsBoolean(); i++) Thread.sleep(100);
        assertThat(truth.getAsBoolean()).as("within a minute").isTrue();
    }

    @Test
    void twentyFiveMegabytesOfAttachmentsArrive() throws Exception {
        var who = someone();
        var line = "x".repeat(76) + "\r\n";
        var body = line.repeat((25 << 20) * 4 / 3 / 76 + 1); // as base64
        try (var peer = peer()) {
            assertThat(peer.send(PEER, who.address(), "Subject: x\r\n\r\n" + body)
                            .getLast())
                    .startsWith("250");
            assertThat(peer.smtp("MAIL FROM:<" + PEER + "> SIZE=" + (41 << 20))).startsWith("552 5.3.4");
        }
        await(() -> messages(who.id()) == 1);
    }

    /** Sent so many hours ago. */
    private void earlier(Someone who, int hoursAgo, int recipients) {
        jdbc.sql(
                        "insert into mailstore.sent_hour (account, person, hour, recipients)"
                                + " values (:account, 0, date_trunc('hour', now()) - make_interval(hours => :ago), :recipients)")
                .param("account", who.id().value())
                .param("ago", hoursAgo)
                .param("recipients", recipients)
                .update();
    }

    @Test
    void beyondTheRecipientsOfADayPeopleAreToldToWaitAndWhatFitsStillGoes() throws Exception {
        var who = someone();
        var one = someone();
        var two = someone();
        for (int ago = 1; ago <= 4; ago++) earlier(who, ago, ago == 4 ? A_DAY - 3 * AN_HOUR - 1 : AN_HOUR);
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(who.address(), who.password())).startsWith("235");
            smtp.smtp("MAIL FROM:<" + who.address() + ">");
            smtp.smtp("RCPT TO:<" + one.address() + ">");
            smtp.smtp("RCPT TO:<" + two.address() + ">");
            smtp.smtp("DATA");
            assertThat(smtp.smtp("Subject: x\r\n\r\nx\r\n."))
                    .startsWith("450 4.7.1")
                    .contains("Limit of 1000 recipients a day")
                    .contains("tomorrow");
            smtp.smtp("RSET");
            assertThat(smtp.send(who.address(), one.address(), "Subject: x\r\n\r\nx")
                            .getLast())
                    .startsWith("250");
            assertThat(smtp.send(who.address(), one.address(), "Subject: x\r\n\r\nx")
                            .getLast())
                    .startsWith("450 4.7.1");
        }
        try (var peer = peer()) {
            assertThat(peer.send(PEER, who.address(), "Subject: x\r\n\r\nx").getLast())
                    .as("mail that arrives is not counted")
                    .startsWith("250");
        }
    }

    @Test
    void beyondTheRecipientsOfAnHourPeopleAreToldToWaitAndTheAuditHearsItOnce() throws Exception {
        var who = someone();
        var one = someone();
        var two = someone();
        assertThat(hours.note(who.id(), 0, AN_HOUR - 1, AN_HOUR, A_DAY)).isEqualTo(SentHours.Held.NO);
        assertThat(sending.lastHeld(new MailboxId(who.id().value()))).isEmpty();
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(who.address(), who.password())).startsWith("235");
            for (int tries = 0; tries < 2; tries++) {
                smtp.smtp("MAIL FROM:<" + who.address() + ">");
                smtp.smtp("RCPT TO:<" + one.address() + ">");
                smtp.smtp("RCPT TO:<" + two.address() + ">");
                smtp.smtp("DATA");
                assertThat(smtp.smtp("Subject: x\r\n\r\nx\r\n."))
                        .startsWith("450 4.7.1")
                        .contains("Limit of 300 recipients an hour")
                        .contains("in an hour");
                smtp.smtp("RSET");
            }
            assertThat(smtp.send(who.address(), one.address(), "Subject: x\r\n\r\nx")
                            .getLast())
                    .as("one still fits")
                    .startsWith("250");
        }
        assertThat(sending.lastHeld(new MailboxId(who.id().value()))).isPresent();
        await(() -> jdbc.sql(
                                "select count(*) from audit.entry where action = 'mailbox.sending-limit' and target = :mailbox")
                        .param("mailbox", "mailbox:" + who.id())
                        .query(Long.class)
                        .single()
                == 1);
    }

    @Test
    void whoSendsByARightHasLimitsOfItsOwn() throws Exception {
        var shared = someone();
        var to = someone();
        var delegate = passwords
                .issue(shared.id(), 77, "test", new Rights(MailPasswords.Level.READ, true))
                .secret();
        hours.note(shared.id(), 77, AN_HOUR, AN_HOUR, A_DAY);
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(shared.address(), delegate)).startsWith("235");
            assertThat(smtp.send(shared.address(), to.address(), "Subject: x\r\n\r\nx")
                            .getLast())
                    .startsWith("450 4.7.1");
            smtp.smtp("RSET");
            assertThat(smtp.smtp("MAIL FROM:<" + to.address() + ">")).startsWith("250");
            assertThat(smtp.smtp("RCPT TO:<" + to.address() + ">"))
                    .as("under no other address")
                    .startsWith("553");
        }
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(shared.address(), shared.password())).startsWith("235");
            assertThat(smtp.send(shared.address(), to.address(), "Subject: x\r\n\r\nx")
                            .getLast())
                    .as("the holder writes on")
                    .startsWith("250");
        }
        var other = passwords
                .issue(shared.id(), 78, "test", new Rights(MailPasswords.Level.READ, true))
                .secret();
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(shared.address(), other)).startsWith("235");
            assertThat(smtp.send(shared.address(), to.address(), "Subject: x\r\n\r\nx")
                            .getLast())
                    .as("and so does a colleague")
                    .startsWith("250");
        }
    }

    @Test
    void postmasterAndAbuseOfTheDomainTakeMail() throws Exception {
        for (var name : List.of("postmaster", "abuse", "Postmaster")) {
            long before = messages(new AccountId(0));
            try (var peer = peer()) {
                assertThat(peer.send(PEER, name + "@" + FreshEngine.DOMAIN, "Subject: x\r\n\r\nx")
                                .getLast())
                        .startsWith("250");
            }
            await(() -> messages(new AccountId(0)) > before);
        }
    }

    @Test
    void whoGuessesIsToldToWaitAndTheHolderElsewhereIsNot() throws Exception {
        var who = someone();
        for (int i = 0; i < 10; i++)
            assertThat(asks(who.address(), "guess " + i, "192.0.2.7")).isEqualTo(401);
        assertThat(asks(who.address(), "guess", "192.0.2.7")).isEqualTo(503);
        assertThat(asks(who.address().toUpperCase(java.util.Locale.ROOT), "guess", "192.0.2.7"))
                .isEqualTo(503);
        assertThat(asks(who.address(), who.password(), "192.0.2.7"))
                .as("even with the right one, from there")
                .isEqualTo(503);
        assertThat(asks(who.address(), who.password(), "192.0.2.8")).isEqualTo(200);
    }

    private int asks(String mailbox, String secret, String ip) throws Exception {
        var form = "mailbox=" + URLEncoder.encode(mailbox, StandardCharsets.UTF_8) + "&mechanism=PLAIN&secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&service=imap&session=s&ip=" + ip;
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.port(MailPort.ENGINE) + "/engine/login"))
                .timeout(Duration.ofSeconds(20))
                .header("X-Balise-Engine", environment.getRequiredProperty("balise.mailstore.engine-key"))
                .POST(BodyPublishers.ofString(form))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void aDiskThatIsNearlyFullRefusesEarlyAndForTheTimeBeing() throws Exception {
        var full = EngineForTests.start(
                environment.getRequiredProperty("spring.datasource.url"), "balise.engine.free-megabytes: 99999999\n");
        try (var peer = MailTalk.smtp(
                full.port(MailPort.MX), full.data().resolve("certs").resolve("peer"))) {
            assertThat(peer.smtp("MAIL FROM:<" + PEER + "> SIZE=1000")).startsWith("452 4.3.1");
        } finally {
            full.stop();
        }
    }

    @Test
    void logsOfTheServersAreForTheirOwnerAlone() throws Exception {
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(java.nio.file.Files.getPosixFilePermissions(
                        engine.data().resolve("postfix/log/mail.log"))))
                .isEqualTo("rw-------");
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(java.nio.file.Files.getPosixFilePermissions(
                        engine.data().resolve("logs/dovecot.out"))))
                .isEqualTo("rw-------");
    }
}
