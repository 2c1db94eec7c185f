package fr.balise.portal.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailPasswords;
import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.mailstore.MailStore;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * Postfix and Dovecot as a system has them, under another root than this machine's: users of Debian, ports that programs expect, the
 * configuration that {@code engine render --system} wrote.
 */
@NullUnmarked
@SpringBootTest
@Import(fr.balise.testing.TestTokens.class)
@ContextConfiguration(initializers = SystemEngineTests.Installed.class)
class SystemEngineTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PEER = "doctor@peer.mssante.fr";

    static final class Installed extends FreshEngine {
        @Override
        protected EngineForTests start(String url) throws IOException, InterruptedException {
            return EngineForTests.startAsSystem(url);
        }
    }

    @Autowired
    EngineForTests engine;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailPasswords passwords;

    @Autowired
    MailStore store;

    private record Someone(AccountId id, String address, String password) {}

    private Someone someone() {
        var address = "system" + NUMBERS.incrementAndGet() + "@" + FreshEngine.DOMAIN;
        var id = EngineTest.Ids.next();
        accounts.open(id, MailAddress.parse(address));
        return new Someone(
                id, address, passwords.issue(id, 1, "test", Rights.HOLDER).secret());
    }

    private EnginePlaces places() throws IOException {
        return EnginePlaces.system(engine.instance());
    }

    private long messages(Someone who) {
        return store.folders(who.id()).stream()
                .mapToLong(MailStore.Folder::messages)
                .sum();
    }

    private static void await(BooleanSupplier truth) throws InterruptedException {
        for (int attempt = 0; attempt < 300 && !truth.getAsBoolean(); attempt++) Thread.sleep(100);
        assertThat(truth.getAsBoolean()).as("in half a minute").isTrue();
    }

    private static String message(String from) {
        return "From: <" + from + ">\r\nSubject: test\r\n\r\nbody\r\n";
    }

    @Test
    void mailComesInIsReadAndAnswered() throws Exception {
        var doctor = someone();
        var colleague = someone();
        try (var peer = MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"))) {
            assertThat(peer.send(PEER, doctor.address(), message(PEER)).getLast())
                    .startsWith("250");
            assertThat(peer.send(PEER, "nobody@" + FreshEngine.DOMAIN, message(PEER))
                            .getLast())
                    .startsWith("550 5.1.1");
        }
        await(() -> messages(doctor) == 1);
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(imap.imap("LOGIN " + doctor.address() + " wrong")).contains("NO");
            assertThat(imap.imap("LOGIN " + doctor.address() + " " + doctor.password()))
                    .contains("OK");
            assertThat(imap.imap("SELECT INBOX")).contains("* 1 EXISTS");
            assertThat(imap.imap("GETQUOTAROOT INBOX")).contains("STORAGE");
        }
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.login(doctor.address(), doctor.password())).startsWith("235");
            assertThat(smtp.send(doctor.address(), colleague.address(), message(doctor.address()))
                            .getLast())
                    .startsWith("250");
            assertThat(smtp.send(colleague.address(), colleague.address(), message(colleague.address()))
                            .toString())
                    .contains("553 5.7.1");
        }
        await(() -> messages(colleague) == 1);
        try (var sieve = MailTalk.sieve(engine.port(MailPort.SIEVE))) {
            assertThat(sieve.sieveLogin(doctor.address(), doctor.password())).contains("OK");
            assertThat(sieve.putScript("mine", "keep;\r\n")).contains("OK");
        }
    }

    @Test
    void whatIsErasedIsGoneFromTheDisk() throws Exception {
        var doctor = someone();
        try (var peer = MailTalk.smtp(
                engine.port(MailPort.MX), engine.data().resolve("certs").resolve("peer"))) {
            assertThat(peer.send(PEER, doctor.address(), message(PEER)).getLast())
                    .startsWith("250");
        }
        await(() -> messages(doctor) == 1);
        var home =
                engine.data().resolve("mail").resolve(Long.toString(doctor.id().value()));
        assertThat(home).isDirectory();
        assertThat(Files.getOwner(home).getName()).isEqualTo("balise");
        store.erase(doctor.id());
        assertThat(home).doesNotExist();
    }

    @Test
    void theirOwnChecksFindNothingToSay() throws Exception {
        Shell.run("/usr/sbin/postfix", "-c", places().postfix().toString(), "check");
        assertThat(Shell.line("/usr/sbin/postconf", "-c", places().postfix().toString(), "-n", "-x"))
                .as("3.8 learnt about encoding; before, it was always LATIN1")
                .satisfies(told -> assertThat(told.replaceAll(".*redirects.cf: unused parameter: encoding.*", ""))
                        .doesNotContain("unused parameter"));
        Shell.run(
                "/usr/bin/doveconf",
                "-c",
                places().dovecot().resolve("dovecot.conf").toString(),
                "-n");
        assertThat(engine.logs())
                .doesNotContainIgnoringCase("permission denied")
                .doesNotContain("fatal", "Panic");
    }

    @Test
    void nobodyRunsAsRootButTheMasters() throws Exception {
        var configuration = Shell.line(
                "/usr/bin/doveconf",
                "-c",
                places().dovecot().resolve("dovecot.conf").toString(),
                "-n");
        assertThat(configuration)
                .contains("mail_uid = balise")
                .doesNotContain("default_internal_user =", "default_login_user =");
        assertThat(Files.readString(places().postfix().resolve("master.cf"))).startsWith("# Between operators");
        for (var secret : new String[] {"postfix/domains.cf", "dovecot/dovecot.conf", "dovecot/auth.lua"}) {
            var file = places().postfix().getParent().resolve(secret);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(secret)
                    .isEqualTo("rw-r-----");
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(places().log().resolve("dovecot.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theInstallationSeesWhetherTheyAnswerAndWhetherTheyRunWithItsFiles() throws Exception {
        var servers = SystemServers.of(engine.instance()).orElseThrow();
        assertThat(servers.state("dovecot")).isEqualTo("up");
        assertThat(servers.state("postfix")).isEqualTo("up");
        assertThat(servers.entries())
                .extracting(Ledger.Entry::address)
                .containsExactly("127.0.0.1:" + engine.port(MailPort.IMAP), "127.0.0.1:" + engine.port(MailPort.MX));
        assertThatThrownBy(servers::refuseWhileTheyRun).hasMessageContaining("systemctl stop postfix dovecot");
        assertThat(new EngineDiff(engine.instance()).tell()).isEmpty();
    }

    @Test
    void whatAnOperatorEditsIsShown() throws Exception {
        var file = places().postfix().resolve("main.cf");
        var before = Files.readString(file);
        try {
            Files.writeString(file, before.replace("delay_warning_time = 4h", "delay_warning_time = 9h"));
            assertThat(new EngineDiff(engine.instance()).tell())
                    .contains(file.toString(), "-delay_warning_time = 9h", "+delay_warning_time = 4h");
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAsItIs() throws Exception {
        assertThatThrownBy(() -> new EngineRender(engine.instance())
                        .into(places().postfix().getParent()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("holds something already");
    }

    @Test
    void unitsNameThisInstallation() throws Exception {
        var units = engine.data().resolveSibling("rendered").resolve("system");
        assertThat(Files.readString(units.resolve("balise.service")))
                .contains("/balise up --data " + engine.data(), "KillMode=mixed");
        assertThat(Files.readString(units.resolve("logrotate"))).contains("maxage 180", places().log() + "/*.log {");
    }
}
