package fr.balise.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailAccount.Delivery;
import fr.balise.mailstore.MailPasswords.Level;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Mailboxes as mail programs and other operators meet them: real Postfix, real Dovecot, the configuration of production. */
@NullUnmarked
@EngineTest
class MailEngineTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PEER = "doctor@peer.mssante.fr";
    private static final String FULL = "552 5.2.2";

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    @Autowired
    MailStore store;

    @Autowired
    JdbcClient jdbc;

    private record Someone(AccountId id, String address, String password) {}

    private Someone someone(DataSize quota) {
        var address = "someone" + NUMBERS.incrementAndGet() + "@" + FreshEngine.DOMAIN;
        var id = EngineTest.Ids.next();
        assertThat(accounts.open(id, MailAddress.parse(address))).isInstanceOf(Opening.Opened.class);
        accounts.quota(id, quota);
        var issued = passwords.issue(id, 1, "test", Rights.HOLDER);
        return new Someone(id, address, issued.secret());
    }

    private Someone someone() {
        return someone(DataSize.ofMegabytes(10));
    }

    private MailTalk peer() throws IOException {
        return MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"));
    }

    private MailTalk imap(Someone who, String password) throws IOException {
        var talk = MailTalk.imap(engine.port(MailPort.IMAP));
        assertThat(talk.imap("LOGIN " + who.address() + " " + password)).contains("OK");
        return talk;
    }

    private MailTalk imap(Someone who) throws IOException {
        return imap(who, who.password());
    }

    private MailTalk submission(Someone who) throws IOException {
        var talk = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null);
        assertThat(talk.login(who.address(), who.password())).startsWith("235");
        return talk;
    }

    private static String message(int octets) {
        var line = "x".repeat(70) + "\r\n";
        return "From: <" + PEER + ">\r\nSubject: test " + NUMBERS.incrementAndGet() + "\r\n\r\n"
                + line.repeat(octets / line.length() + 1);
    }

    private void deliver(Someone to, String message) throws IOException {
        long before = messages(to);
        try (var peer = peer()) {
            assertThat(peer.send(PEER, to.address(), message).getLast()).startsWith("250");
        }
        await(() -> messages(to) > before);
    }

    private long messages(Someone who) {
        return store.folders(who.id()).stream()
                .mapToLong(MailStore.Folder::messages)
                .sum();
    }

    private static void await(BooleanSupplier truth) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!truth.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in half a minute").isLessThan(until);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Dovecot 2.3 takes the locks of the two for a deadlock, once in some hundred times on a busy machine. */
    @Test
    void aFirstSessionDuringTheFirstDeliveryIsServed() throws Exception {
        try (var peer = peer()) {
            for (int i = 0; i < 30; i++) {
                var who = someone();
                var sending = new FutureTask<>(() -> peer.send(PEER, who.address(), message(10)));
                Thread.ofVirtual().start(sending);
                for (int looks = 0; looks < 10_000 && inside(who) == 0; looks++) Thread.onSpinWait();
                assertThat(sending.get().getLast()).startsWith("250");
                assertThat(inside(who)).isEqualTo(1);
            }
        }
    }

    private long inside(Someone who) {
        return store.folders(who.id()).stream()
                .mapToLong(MailStore.Folder::messages)
                .sum();
    }

    @Test
    void whatAnotherOperatorHandsOverLiesInTheMailbox() throws IOException {
        var who = someone();
        deliver(who, message(2_000));
        try (var imap = imap(who)) {
            assertThat(imap.imap("SELECT INBOX")).contains("* 1 EXISTS");
            assertThat(imap.imap("FETCH 1 BODY.PEEK[HEADER.FIELDS (FROM)]")).contains(PEER);
        }
    }

    @Test
    void withoutACertificateOfTheAuthorityNobodyHandsAnythingOver() throws IOException {
        try (var stranger = MailTalk.smtp(engine.port(MailPort.MX), null)) {
            assertThat(stranger.send(PEER, someone().address(), message(10)).toString())
                    .doesNotContain("250 2.0.0");
        } catch (IOException refusedWhileTheConnectionWasMade) {
            assertThat(refusedWhileTheConnectionWasMade).isNotNull();
        }
    }

    @Test
    void mailForOtherDomainsIsNotRelayed() throws IOException {
        try (var peer = peer()) {
            assertThat(peer.send(PEER, "somebody@elsewhere.mssante.fr", message(10))
                            .getLast())
                    .startsWith("554 5.7.1");
        }
    }

    private static String receipt(String... from) {
        var lines = new StringBuilder();
        for (var one : from) lines.append("From: <").append(one).append(">\r\n");
        return lines + "Subject: receipt " + NUMBERS.incrementAndGet() + "\r\n\r\nread";
    }

    /** [RFC8098 3] wants receipts without a sender, so that none is answered by another. */
    @Test
    void aMessageWithoutASenderIsFromWhoeverIsLoggedInAndFromNobodyElse() throws IOException {
        var who = someone();
        var other = someone();
        try (var submission = submission(who)) {
            for (var from : new String[][] {{other.address()}, {who.address(), other.address()}, {}})
                assertThat(submission.send("", other.address(), receipt(from)).getLast())
                        .startsWith("550 5.7.1");
            assertThat(submission
                            .send("", other.address(), receipt(who.address()))
                            .getLast())
                    .startsWith("250");
        }
        await(() -> messages(other) == 1);
        try (var imap = imap(other)) {
            assertThat(imap.imap("SELECT INBOX")).contains("* 1 EXISTS");
            assertThat(imap.imap("FETCH 1 BODY.PEEK[HEADER.FIELDS (FROM RETURN-PATH)]"))
                    .contains(who.address(), "Return-Path: <>");
        }
    }

    @Test
    void sendersAreToldWhatBecameOfAMailbox() throws IOException {
        var closed = someone();
        accounts.delivery(closed.id(), new Delivery.Refuse("550 5.2.1 Mailbox closed"));
        var gone = someone();
        accounts.delivery(gone.id(), new Delivery.Refuse("550 5.1.1 No such mailbox"));
        var moved = someone();
        accounts.delivery(
                moved.id(),
                new Delivery.Refuse("551 5.1.6 Mailbox moved, please try <new@" + FreshEngine.DOMAIN + ">"));
        try (var peer = peer()) {
            assertThat(peer.send(PEER, closed.address(), message(10)).getLast()).startsWith("550 5.2.1");
            assertThat(peer.send(PEER, gone.address(), message(10)).getLast()).startsWith("550 5.1.1");
            assertThat(peer.send(PEER, moved.address(), message(10)).getLast())
                    .startsWith("551 5.1.6")
                    .contains("<new@" + FreshEngine.DOMAIN + ">");
            assertThat(peer.send(PEER, "nobody@" + FreshEngine.DOMAIN, message(10))
                            .getLast())
                    .startsWith("550 5.1.1");
            accounts.delivery(closed.id(), new Delivery.Accept());
            assertThat(peer.send(PEER, closed.address(), message(10)).getLast()).startsWith("250");
        }
    }

    @Test
    void anAddressOnceUsedIsNeverOpenedAgain() {
        var who = someone();
        accounts.delivery(who.id(), new Delivery.Refuse("550 5.1.1 No such mailbox"));
        assertThat(accounts.open(
                        EngineTest.Ids.next(), MailAddress.parse(who.address().toUpperCase(java.util.Locale.ROOT))))
                .isEqualTo(new Opening.Refused(Opening.Why.EVER_USED));
    }

    @Test
    void aPasswordOpensOneMailboxUntilItIsWithdrawnAndSessionsEndWithIt() throws IOException {
        var who = someone();
        var other = someone();
        try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(talk.imap("LOGIN " + other.address() + " " + who.password()))
                    .contains("NO");
        }
        var second = passwords.issue(who.id(), 1, "telephone", Rights.HOLDER);
        try (var open = imap(who, second.secret())) {
            assertThat(open.imap("SELECT INBOX")).contains("OK");
            assertThat(passwords.revoke(who.id(), 1, second.id())).isTrue();
            assertThat(open.isEnded(5_000)).isTrue();
        }
        try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(talk.imap("LOGIN " + who.address() + " " + second.secret()))
                    .contains("NO");
        }
        assertThat(passwords.of(who.id(), 1))
                .hasSize(2)
                .anySatisfy(p -> assertThat(p.usedAt()).isNotNull());
    }

    @Test
    void tokensLogInByBothMechanismsAndOnlyForTheirOwnMailbox() throws IOException {
        var who = someone();
        var local = who.address().replaceFirst("@.*", "");
        for (var said : List.of(
                "XOAUTH2 " + base64("user=" + who.address() + "\u0001auth=Bearer token of " + local + "\u0001\u0001"),
                "OAUTHBEARER "
                        + base64("n,a=" + who.address() + ",\u0001auth=Bearer token of " + local + "\u0001\u0001")))
            try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
                assertThat(talk.imap("AUTHENTICATE " + said)).contains("OK");
                assertThat(talk.imap("SELECT INBOX")).contains("OK");
            }
        try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
            var wrong = base64("user=" + who.address() + "\u0001auth=Bearer token of other\u0001\u0001");
            assertThat(talk.imap("AUTHENTICATE XOAUTH2 " + wrong)).doesNotContain("OK");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void whoMayReadChangesNothingAndSendsNothing() throws IOException {
        var who = someone();
        deliver(who, message(100));
        var reader = passwords.issue(who.id(), 2, "secretary", new Rights(Level.READ, false));
        try (var imap = imap(who, reader.secret())) {
            assertThat(imap.imap("SELECT INBOX")).contains("* 1 EXISTS");
            assertThat(imap.imap("FETCH 1 BODY[]")).contains("OK");
            imap.imap("STORE 1 +FLAGS (\\Deleted)");
            imap.imap("EXPUNGE");
            assertThat(imap.imap("COPY 1 Trash")).contains("NO");
            assertThat(imap.imap("CREATE Elsewhere")).contains("NO");
            assertThat(imap.append("INBOX", message(10))).contains("NO");
            assertThat(imap.imap("SETACL INBOX anyone lrwstipekxa")).doesNotContain("OK");
        }
        assertThat(messages(who)).isEqualTo(1);
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(who.address(), reader.secret())).startsWith("535");
        }
        try (var sieve = new java.net.Socket("127.0.0.1", engine.port(MailPort.SIEVE))) {
            assertThat(new String(sieve.getInputStream().readNBytes(16), java.nio.charset.StandardCharsets.US_ASCII))
                    .startsWith("\"IMPLEMENTATION\"");
        }
    }

    @Test
    void whoMayManageFilesAndDeletes() throws IOException {
        var who = someone();
        deliver(who, message(100));
        var manager = passwords.issue(who.id(), 2, "secretary", new Rights(Level.MANAGE, true));
        try (var imap = imap(who, manager.secret())) {
            imap.imap("SELECT INBOX");
            assertThat(imap.imap("MOVE 1 Trash")).contains("OK");
        }
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(who.address(), manager.secret())).startsWith("235");
        }
    }

    @Test
    void aSuspendedMailboxLetsNobodyInAndStillReceives() throws IOException {
        var who = someone();
        accounts.access(who.id(), Access.OFF);
        try (var talk = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(talk.imap("LOGIN " + who.address() + " " + who.password()))
                    .contains("NO");
        }
        deliver(who, message(10));
    }

    @Test
    void duringRetrievalTheHolderReadsAndChangesNothing() throws IOException {
        var who = someone();
        deliver(who, message(10));
        accounts.access(who.id(), Access.READ);
        try (var imap = imap(who)) {
            imap.imap("SELECT INBOX");
            assertThat(imap.imap("FETCH 1 BODY[]")).contains("OK");
            imap.imap("STORE 1 +FLAGS (\\Deleted)");
            imap.imap("EXPUNGE");
        }
        assertThat(messages(who)).isEqualTo(1);
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(who.address(), who.password())).startsWith("535");
        }
    }

    @Test
    void peopleSendOnlyUnderTheAddressTheyLoggedInWith() throws IOException {
        var who = someone();
        var other = someone();
        try (var smtp = submission(who)) {
            assertThat(smtp.send(other.address(), other.address(), message(10)).toString())
                    .contains("553");
            assertThat(smtp.send(who.address(), other.address(), message(10)).getLast())
                    .startsWith("250");
            assertThat(smtp.send(who.address(), "x@unknown-operator.mssante.fr", message(10))
                            .toString())
                    .contains("space of trust");
        }
        await(() -> messages(other) == 1);
    }

    @Test
    void clearTextIsRefusedToOtherMachines() throws IOException {
        try (var socket = new java.net.Socket()) {
            // Another loopback address counts as another machine; the server listens on the first one alone.
            socket.bind(new java.net.InetSocketAddress("127.0.0.2", 0));
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", engine.port(MailPort.SUBMISSION)), 5_000);
            var out = socket.getOutputStream();
            out.write("EHLO x\r\nAUTH PLAIN AGEAYg==\r\nQUIT\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var said = new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
            assertThat(said).contains("STARTTLS").doesNotContain("250-AUTH").doesNotContain("235 ");
        }
    }

    @Test
    void aFullMailboxTakesMailForSomeDaysThenRefusesAtOnce() throws IOException {
        var who = someone(DataSize.ofKilobytes(300));
        deliver(who, message(200_000));
        deliver(who, message(150_000)); // beyond the quota, into the reserve
        await(() -> accounts.usage(who.id()).map(u -> u.fullSince() != null).orElse(false));
        try (var smtp = submission(who)) {
            assertThat(smtp.send(who.address(), someone().address(), message(10))
                            .getLast())
                    .startsWith("250");
        }
        jdbc.sql("update mailstore.usage set full_since = now() - interval '8 days' where username = :who")
                .param("who", who.address())
                .update();
        try (var peer = peer()) {
            assertThat(peer.send(PEER, who.address(), message(1_000)).getLast()).startsWith(FULL);
        }
        try (var smtp = submission(who)) {
            assertThat(smtp.send(who.address(), someone().address(), message(10))
                            .toString())
                    .contains(FULL);
        }
    }

    @Test
    void aFullMailboxCanAlwaysBeEmptied() throws IOException {
        var who = someone(DataSize.ofKilobytes(200));
        for (int i = 0; i < 4; i++) deliver(who, message(60_000));
        await(() -> accounts.usage(who.id()).map(u -> u.fullSince() != null).orElse(false));
        try (var imap = imap(who)) {
            imap.imap("SELECT INBOX");
            assertThat(imap.append("INBOX", message(1_000))).contains("OVERQUOTA");
            assertThat(imap.imap("MOVE 1 Trash")).contains("OK");
            assertThat(imap.imap("COPY 1 Trash")).contains("OK");
            assertThat(imap.append("Trash", message(1_000))).contains("OK");
            assertThat(imap.imap("STORE 1 +FLAGS (\\Deleted)")).contains("OK");
            assertThat(imap.imap("EXPUNGE")).contains("OK");
            imap.imap("SELECT Trash");
            imap.imap("STORE 1:* +FLAGS (\\Deleted)");
            assertThat(imap.imap("EXPUNGE")).contains("OK");
        }
        await(() -> accounts.usage(who.id()).map(u -> u.fullSince() == null).orElse(false));
        deliver(who, message(1_000));
    }

    @Test
    void eachKindOfUseIsCountedAndAnAutomaticOneIsNot() throws IOException {
        var who = someone();
        deliver(who, message(100));
        await(() -> activity(who, "received") == 1);
        assertThat(activity(who, "imap")).isZero();
        assertThat(accounts.usage(who.id()).orElseThrow().lastLogin()).isNull();
        store.folders(who.id());
        assertThat(activity(who, "read")).isZero();
        try (var imap = imap(who)) {
            imap.imap("SELECT INBOX");
            imap.imap("FETCH 1 (FLAGS RFC822.SIZE)");
            assertThat(activity(who, "read")).isZero();
            imap.imap("FETCH 1 BODY[]");
            imap.imap("LOGOUT");
        }
        await(() -> activity(who, "read") == 1 && activity(who, "imap") == 1);
        await(() -> accounts.usage(who.id()).orElseThrow().lastLogin() != null);
    }

    private long activity(Someone who, String column) {
        return jdbc.sql("select coalesce(sum(" + column + "), 0) from mailstore.activity where account = :id")
                .param("id", who.id().value())
                .query(Long.class)
                .single();
    }

    @Test
    void theSystemsScriptRunsBeforeTheHoldersAndAtOnce() throws IOException {
        var who = someone();
        accounts.script(who.id(), "require [\"fileinto\", \"mailbox\"]; fileinto :create \"System\"; stop;");
        deliver(who, message(10));
        assertThat(store.folders(who.id())).anySatisfy(folder -> {
            assertThat(folder.name()).isEqualTo("System");
            assertThat(folder.messages()).isEqualTo(1);
        });
        accounts.script(who.id(), null);
        deliver(who, message(10));
        assertThat(store.folders(who.id())).anySatisfy(folder -> {
            assertThat(folder.name()).isEqualTo("INBOX");
            assertThat(folder.messages()).isEqualTo(1);
        });
    }

    @Test
    void nothingIsLeftOfAMailboxThatIsErased() throws IOException {
        var who = someone();
        deliver(who, message(5_000));
        store.append(who.id(), "Dossiers/2025", message(3_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(messages(who)).isEqualTo(2);
        var home = engine.data().resolve("mail").resolve(who.id().toString());
        assertThat(home).exists();
        store.erase(who.id());
        store.erase(who.id());
        assertThat(home).doesNotExist();
    }

    @Test
    void logsHoldNoSubject() throws IOException {
        var who = someone();
        deliver(who, message(10).replaceFirst("Subject: .*", "Subject: MARTIN Jeanne 2650175123456"));
        assertThat(engine.logs()).doesNotContain("MARTIN").doesNotContain("2650175123456");
    }
}
