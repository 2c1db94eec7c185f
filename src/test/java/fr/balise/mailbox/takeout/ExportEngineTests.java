package fr.balise.mailbox.takeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.takeout.Exports.Ordered;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailPasswords;
import fr.balise.mailstore.MailStore;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.OtherOperator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From folders at a real Dovecot to what 7-Zip lays on a person's disk. */
@NullUnmarked
@EngineTest
class ExportEngineTests {
    private static final Path SEVEN_ZIP = Path.of("/usr/bin/7zz");
    private static final String PHRASE = "une-phrase-pour-l-essai-42";
    private static final String MANIFEST = "manifest-sha256.txt";

    @Autowired
    Exports exports;

    @Autowired
    Openings openings;

    @Autowired
    Accounts accounts;

    @Autowired
    MailAccounts stored;

    @Autowired
    MailStore store;

    @Autowired
    MailPasswords passwords;

    @Autowired
    ElsewhereConnections connections;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path temp;

    private final Set<String> sent = new TreeSet<>();
    private String third;

    @Test
    void whatARealServerHoldsIsWhatSevenZipUnpacksOctetForOctet() throws Exception {
        assumeThat(SEVEN_ZIP).exists();
        var doctor = accounts.named(new NationalPersonId("899700951342"), "Camille ESSAI");
        var mailbox = opened(doctor.nationalId());
        try (var open = store.open(new AccountId(mailbox.id().value()))) {
            for (int n = 0; n < 40; n++) put(open, "INBOX", n, n % 4 == 0 ? 200_000 : 2_000);
            open.create("Archives/2024");
            for (int n = 0; n < 5; n++) put(open, "Archives/2024", n, 3_000);
            open.create("Courrier reçu & trié");
            put(open, "Courrier reçu & trié", 0, 500);
            put(open, "Sent", 0, 100);
        }

        assertThat(exports.order(doctor, mailbox, PHRASE, true, true)).isInstanceOf(Ordered.Begun.class);
        holdsEverything(doctor, ready(doctor, new MailSource.Held(mailbox.id())), 47);
    }

    @Test
    void aMailboxOfAnotherOperatorIsTakenAwayAsWellAndNothingInItChanges() throws Exception {
        assumeThat(SEVEN_ZIP).exists();
        var doctor = accounts.named(new NationalPersonId("899700951343"), "Camille AILLEURS");
        var address = MailAddress.parse("camille.essai@" + FreshEngine.ELSEWHERE);
        var id = OtherOperator.holds(jdbc, address);
        var password = passwords.issue(id, doctor.account(), "Balise", MailPasswords.Rights.HOLDER);
        try (var open = store.open(id)) {
            for (int n = 0; n < 20; n++) put(open, "INBOX", n, n == 7 ? 6_000_000 : 2_000);
            open.create("Archives/2024");
            for (int n = 0; n < 5; n++) put(open, "Archives/2024", n, 3_000);
            open.create("Courrier reçu & trié");
            put(open, "Courrier reçu & trié", 0, 500);
            open.delete("INBOX", java.util.List.of(3L));
        }
        sent.remove(third);
        var before = store.folders(id);
        var source = new MailSource.Elsewhere(BoxId.of(doctor.nationalId(), address), address);
        assertThat(exports.order(doctor, source, PHRASE, true, true)).isEqualTo(new Ordered.NotConnected());

        connections.keep(doctor.account(), address, new Credential.AppPassword(password.secret()));
        assertThat(exports.order(doctor, source, PHRASE, true, true)).isInstanceOf(Ordered.Begun.class);
        holdsEverything(doctor, ready(doctor, source), 25);
        assertThat(store.folders(id)).as("read, and nothing marked").isEqualTo(before);

        passwords.revoke(id, doctor.account(), password.id());
        assertThat(exports.order(doctor, source, PHRASE, true, true)).isInstanceOf(Ordered.Begun.class);
        assertThat(failed(doctor, source)).isEqualTo("mailbox.connection.refused.stale");
    }

    private String failed(fr.balise.identity.Actor doctor, MailSource source) throws InterruptedException {
        for (int looks = 0; looks < 100; looks++) {
            var job = exports.job(exports.mine(doctor, source).orElseThrow()).orElseThrow();
            if (job.state() == fr.balise.jobs.Job.State.FAILED) return job.failure();
            Thread.sleep(200);
        }
        throw new AssertionError("it did not end");
    }

    private void holdsEverything(fr.balise.identity.Actor doctor, Export export, int attachments) throws Exception {
        var file = exports.file(doctor, export).orElseThrow();
        assertThat(sevenZip(temp, "x", "-pune-autre-phrase-de-passe", "-y", file.toString()))
                .as("another passphrase")
                .isNotZero();
        var outer = Files.createDirectories(temp.resolve("outer"));
        assertThat(sevenZip(outer, "x", "-p" + PHRASE, "-y", file.toString())).isZero();
        var inner = Files.createDirectories(temp.resolve("inner"));
        for (var part : files(outer, ".zip"))
            assertThat(sevenZip(inner, "x", "-y", part.toString())).isZero();

        assertThat(sums(files(inner, ".eml"))).isEqualTo(sent);
        var listed = Files.readAllLines(inner.resolve(MANIFEST));
        assertThat(listed).hasSize(files(inner, "").size() - 1);
        for (var line : listed) {
            var words = line.split("  ", 2);
            assertThat(sum(Files.readAllBytes(inner.resolve(words[1]))))
                    .as(words[1])
                    .isEqualTo(words[0]);
        }
        assertThat(run(inner, "sha256sum", "--quiet", "-c", MANIFEST))
                .as("the common tool agrees")
                .isZero();
        assertThat(Files.readString(inner.resolve("index.html")))
                .contains("Archives", "Courrier reçu &amp; trié")
                .doesNotContain("<script");
        assertThat(files(inner, ".mbox")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(files(inner.resolve("pieces-jointes"), ".pdf")).hasSize(attachments);
    }

    private Hosted opened(NationalPersonId doctor) throws InterruptedException {
        var address = MailAddress.parse("recuperer" + EngineTest.Ids.next().value() + "@" + FreshEngine.DOMAIN);
        var opening = openings.open(
                address, MailboxType.PER, new Owner.OfPerson(doctor), null, ZoneId.of("Europe/Paris"), By.SYSTEM);
        for (int looks = 0; looks < 100 && stored.find(address).isEmpty(); looks++) Thread.sleep(100);
        return ((Opening.Opened) opening).mailbox();
    }

    private Export ready(fr.balise.identity.Actor doctor, MailSource source) throws InterruptedException {
        for (int looks = 0; looks < 300; looks++) {
            var export = exports.mine(doctor, source).orElseThrow();
            if (export.ready()) return export;
            Thread.sleep(200);
        }
        throw new AssertionError("the export was not made within a minute");
    }

    private void put(fr.balise.mailstore.OpenMailbox open, String folder, int n, int octets)
            throws NoSuchAlgorithmException {
        var scan = new byte[octets];
        new Random(n * 31L + folder.hashCode()).nextBytes(scan);
        var message = ("From: <confrere@peer.mssante.fr>\r\nSubject: Compte rendu " + n + "\r\nMessage-ID: <" + n + "."
                        + folder.hashCode()
                        + "@peer.mssante.fr>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain; charset=UTF-8\r\n\r\nFrom the first line: déjà\r\n--b\r\n"
                        + "Content-Type: application/pdf; name=scan.pdf\r\nContent-Disposition: attachment; filename=scan.pdf\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(scan)
                        + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(open.append(folder, Set.of(), Instant.now(), message.length, new ByteArrayInputStream(message)))
                .isInstanceOf(fr.balise.mailstore.OpenMailbox.Added.Stored.class);
        sent.add(sum(message));
        if (folder.equals("INBOX") && n == 2) third = sum(message);
    }

    private static Set<String> sums(List<Path> files) throws IOException, NoSuchAlgorithmException {
        var sums = new TreeSet<String>();
        for (var file : files) sums.add(sum(Files.readAllBytes(file)));
        return sums;
    }

    private static String sum(byte[] octets) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    private static int sevenZip(Path folder, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(SEVEN_ZIP.toString()));
        command.addAll(List.of(words));
        return run(folder, command.toArray(String[]::new));
    }

    private static int run(Path folder, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        return process.waitFor();
    }
}
