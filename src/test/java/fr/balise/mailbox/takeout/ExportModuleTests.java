package fr.balise.mailbox.takeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.Agreements;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Decision;
import fr.balise.mailbox.lifecycle.Forwarding;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.mailbox.lifecycle.Retrieval;
import fr.balise.mailbox.lifecycle.Transfer;
import fr.balise.mailbox.takeout.Exports.Ordered;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.InMemoryElsewhere;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.testing.DemoLogin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipInputStream;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.unit.DataSize;

@NullUnmarked
@MailboxModuleTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "balise.mailbox.takeout.step=0s",
            "balise.mailbox.takeout.part=60KB",
            "balise.jobs.poll=200ms",
            "balise.mailbox.own-domains=balise-essai.mssante.fr,accord-essai.mssante.fr",
            "balise.mailbox.transfer.domains[accord-essai.mssante.fr].export=agreement",
            "balise.mailbox.transfer.domains[accord-essai.mssante.fr].forwarding=agreement",
            "balise.mailbox.transfer.domains[interdit-ailleurs.mssante.fr].export=forbidden"
        })
@Import(ExportModuleTests.Hall.class)
class ExportModuleTests {
    private static final String PHRASE = "ceci-est-une-phrase-de-passe-9";
    private static int number;

    static final AtomicReference<Duration> LOGIN_AGE = new AtomicReference<>(Duration.ZERO);

    private static final AccountId OTHER_OPERATOR = new AccountId(900_900_900);
    private static final Credential.AppPassword GOOD = new Credential.AppPassword("good");

    static class Hall {
        @Bean
        @Primary
        fr.balise.identity.FreshLogin login() {
            return time -> LOGIN_AGE.get().compareTo(time) <= 0;
        }

        @Bean
        @Primary
        InMemoryMailStore memory() {
            return new InMemoryMailStore();
        }

        @Bean
        @Primary
        InMemoryElsewhere otherOperator(InMemoryMailStore memory) {
            return new InMemoryElsewhere(memory, OTHER_OPERATOR, GOOD);
        }

        @Bean
        Exports exports(
                ExportRows rows,
                fr.balise.jobs.Jobs jobs,
                Lifecycle lifecycle,
                fr.balise.mailbox.lifecycle.Transfers transfers,
                fr.balise.mailstore.ElsewhereConnections connections,
                SealKey key,
                TakeoutSettings settings,
                org.springframework.transaction.support.TransactionTemplate transaction,
                org.springframework.context.ApplicationEventPublisher events,
                java.time.InstantSource clock) {
            return new Exports(
                    rows, jobs, lifecycle, transfers, connections, key, settings, transaction, events, clock);
        }
    }

    private static final Actor OPERATOR = new Actor(9, "Exploitant", null, Set.of(Actor.Role.OPERATOR));

    @Autowired
    Agreements agreements;

    @Autowired
    Forwarding forwarding;

    @Autowired
    ReplyScript replies;

    @Autowired
    Exports exports;

    @Autowired
    ExportWork work;

    @Autowired
    ExportRows rows;

    @Autowired
    TakeoutSettings settings;

    @Autowired
    InMemoryMailStore store;

    @Autowired
    InMemoryElsewhere otherOperator;

    @Autowired
    ElsewhereConnections connections;

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Session session;

    @Autowired
    Scene.Acts acts;

    @Autowired
    Scene.Clock clock;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationContext context;

    @TempDir
    Path temp;

    Scene.Doctor doctor;
    Hosted mailbox;
    final Map<String, byte[]> sent = new TreeMap<>();

    @BeforeEach
    void aMailboxWithMail() {
        doctor = stage.doctor();
        mailbox = held("balise-essai.mssante.fr");
    }

    private Hosted held(String domain) {
        var address = MailAddress.parse("retrait" + number++ + "@" + domain);
        directory.lists(address.toString(), doctor.person());
        var opening = openings.open(
                address,
                MailboxType.PER,
                new Owner.OfPerson(doctor.person().nationalId()),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        return ((Opening.Opened) opening).mailbox();
    }

    @AfterEach
    void nobodyIsLoggedIn() {
        session.isOver();
    }

    private void receives(String folder, String subject, String attachment, int octets) {
        var body = new StringBuilder();
        var random = new Random(octets);
        while (body.length() < octets)
            body.append("From the line ").append(random.nextLong()).append("\r\n");
        var message = ("From: =?UTF-8?Q?H=C3=B4pital?= <envoi@hopital.mssante.fr>\r\nSubject: " + subject
                        + "\r\nDate: Thu, 12 Nov 2026 10:00:00 +0100\r\nMessage-ID: <" + sent.size() + "@essai>\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain\r\n\r\n" + body + "\r\n--b\r\nContent-Type: application/pdf\r\n"
                        + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\""
                        + attachment
                        + "\"\r\n\r\nSGVsbG8=\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        store.append(account(), folder, message);
        sent.put(sum(message), message);
    }

    private MailSource source() {
        return new MailSource.Held(mailbox.id());
    }

    private AccountId account() {
        return new AccountId(mailbox.id().value());
    }

    private void someMail() {
        for (int n = 0; n < 9; n++) receives("INBOX", "Compte rendu " + n, "cr-" + n + ".pdf", 9_000);
        receives("Archives/Jean <b>Essai</b>", "<script>alert(1)</script>\u202e", "../../../etc/passwd", 100);
        receives("../..", "a", "nul", 100);
        receives("INBOX", "grand", "grand.pdf", 5_000_000);
    }

    private Export made(String passphrase, boolean mbox, boolean attachments) {
        var ordered = exports.order(doctor.self().actor(), mailbox, passphrase, mbox, attachments);
        assertThat(ordered).isInstanceOf(Ordered.Begun.class);
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            var export = exports.mine(doctor.self().actor(), source()).orElseThrow();
            if (export.ready() && exports.job(export).orElseThrow().state() == Job.State.DONE) return export;
            if (Instant.now().isAfter(until))
                throw new AssertionError("not made: " + exports.job(export).orElseThrow());
        }
    }

    private Path file(Export export) {
        return settings.folder().resolve(export.folder()).resolve("export.zip");
    }

    /** Everything in it, through zip4j and the JDK: path and octets. */
    private Map<String, byte[]> opened(Path file, String passphrase) throws IOException {
        var target = Files.createTempDirectory(temp, "open");
        try (var zip = new ZipFile(file.toFile(), passphrase == null ? null : passphrase.toCharArray())) {
            zip.extractAll(target.toString());
        }
        var all = new TreeMap<String, byte[]>();
        try (var parts = Files.list(target)) {
            for (var part :
                    parts.filter(p -> p.toString().endsWith(".zip")).sorted().toList())
                try (var inner = new ZipInputStream(Files.newInputStream(part))) {
                    for (var entry = inner.getNextEntry(); entry != null; entry = inner.getNextEntry())
                        assertThat(all.put(entry.getName(), inner.readAllBytes()))
                                .as(entry.getName())
                                .isNull();
                }
        }
        return all;
    }

    private void holdsEverything(Map<String, byte[]> all) throws IOException {
        var found = new TreeMap<String, byte[]>();
        all.forEach((path, octets) -> {
            if (path.endsWith(".eml")) found.put(sum(octets), octets);
        });
        assertThat(found.keySet()).isEqualTo(sent.keySet());
        var manifest = new String(all.get("manifest-sha256.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(manifest).hasSize(all.size() - 1);
        for (var line : manifest) {
            var words = line.split("  ", 2);
            assertThat(sum(all.get(words[1]))).as(words[1]).isEqualTo(words[0]);
        }
    }

    @Test
    void everyMessageIsInTheFileOctetForOctetAndInTheManifest() throws Exception {
        someMail();
        var export = made(PHRASE, true, true);

        var all = opened(file(export), PHRASE);

        holdsEverything(all);
        assertThat(all.keySet())
                .anyMatch(path -> path.startsWith("mbox/"))
                .anyMatch(path -> path.startsWith("pieces-jointes/"));
        for (var path : all.keySet())
            assertThat(path)
                    .doesNotContain("..", "\\", "\u202e")
                    .doesNotStartWith("/")
                    .matches("[^:*?\"<>|\\p{Cntrl}]+");
        assertThat(all.entrySet().stream()
                        .filter(e -> e.getKey().contains("cr-3.pdf"))
                        .map(e -> new String(e.getValue(), StandardCharsets.UTF_8)))
                .containsExactly("Hello");
    }

    @Test
    void theIndexOpensWithoutScriptsAndItsLinksLeadToWhatIsThere() throws Exception {
        someMail();
        var all = opened(file(made(PHRASE, false, true)), PHRASE);

        for (var page :
                all.keySet().stream().filter(path -> path.endsWith(".html")).toList()) {
            var html = new String(all.get(page), StandardCharsets.UTF_8);
            assertThat(html).contains("default-src 'none'").doesNotContain("<script", "<b>", "\u202e", "javascript:");
            var links = java.util.regex.Pattern.compile("href=\"([^\"]*)\"").matcher(html);
            while (links.find()) {
                var path = Path.of(page)
                        .resolveSibling(java.net.URLDecoder.decode(links.group(1), StandardCharsets.UTF_8));
                assertThat(all).as(page).containsKey(path.normalize().toString());
            }
        }
        assertThat(new String(all.get("index.html"), StandardCharsets.UTF_8)).contains("Jean &lt;b&gt;Essai&lt;/b&gt;");
        assertThat(all.keySet()).filteredOn(path -> path.startsWith("index/")).isNotEmpty();
    }

    @Test
    void anMboxCanBeTakenApartAgain() throws Exception {
        someMail();
        var all = opened(file(made(PHRASE, true, false)), PHRASE);
        var inbox = all.entrySet().stream()
                .filter(e -> e.getKey().matches("mbox/\\d+-INBOX-1.mbox"))
                .map(e -> new String(e.getValue(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
        var separators = inbox.lines().filter(line -> line.startsWith("From ")).toList();
        assertThat(separators).hasSize(10).allMatch(line -> line.startsWith("From MAILER-DAEMON "));
        assertThat(inbox).contains("\n>From the line ").doesNotContain("\r");
    }

    @Test
    void anMboxSaysWhenAMessageCameAndWhatStoodOnIt() throws IOException {
        var out = new ByteArrayOutputStream();
        Mbox.write(
                new fr.balise.mailstore.OpenMailbox.Envelope(
                        1,
                        20,
                        java.util.Set.of("\\Seen", "\\Answered", "$BaliseFiled", "bad\nkeyword"),
                        Instant.parse("2026-03-02T09:15:00Z")),
                new java.io.ByteArrayInputStream("Subject: a\r\n\r\nb\r\n".getBytes(StandardCharsets.US_ASCII)),
                out);
        assertThat(out.toString(StandardCharsets.US_ASCII))
                .isEqualTo("From MAILER-DAEMON Mon Mar  2 09:15:00 2026\nStatus: RO\nX-Status: A\n"
                        + "X-Keywords: $BaliseFiled\nSubject: a\n\nb\n\n");
        assertThat(Mbox.fields(java.util.Set.of())).isEqualTo("Status: O\n");
    }

    @Test
    void withoutItsPassphraseItShowsNoNameAndOpensNothing() throws Exception {
        someMail();
        var export = made(PHRASE, false, true);

        assertThatThrownBy(() -> opened(file(export), "une-autre-phrase-de-passe-1"))
                .isInstanceOf(ZipException.class);
        var octets = new String(Files.readAllBytes(file(export)), StandardCharsets.ISO_8859_1);
        assertThat(octets)
                .contains("courrier-01.zip", "LISEZ-MOI.txt")
                .doesNotContain("INBOX", "Jean", "Compte", "passwd");
        try (var zip = new ZipFile(file(export).toFile())) {
            assertThat(zip.getFileHeaders())
                    .filteredOn(header -> !header.getFileName().equals("LISEZ-MOI.txt"))
                    .isNotEmpty()
                    .allMatch(header -> header.isEncrypted()
                            && header.getAesExtraDataRecord().getAesKeyStrength()
                                    == net.lingala.zip4j.model.enums.AesKeyStrength.KEY_STRENGTH_256);
        }
    }

    @Test
    void sevenZipOpensItToo() throws Exception {
        var program = Path.of("/usr/bin/7zz");
        assumeThat(program).exists();
        someMail();
        var export = made(PHRASE, false, false);

        var test = new ProcessBuilder(
                        program.toString(), "t", "-p" + PHRASE, file(export).toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(test.waitFor()).as(said).isZero();
        assertThat(said).contains("Everything is Ok");
    }

    @Test
    void withoutAPassphraseAnybodyOpensIt() throws Exception {
        someMail();
        holdsEverything(opened(file(made(null, false, false)), null));
    }

    @Test
    void thePassphraseIsNeverKeptInClearAndForgottenInTheEnd() {
        someMail();
        store.down(true);
        try {
            exports.order(doctor.self().actor(), mailbox, PHRASE, false, false);
            var export = exports.mine(doctor.self().actor(), source()).orElseThrow();
            assertThat(rows.sealed(export.id())).isNotNull();
            assertThat(new String(rows.sealed(export.id()), StandardCharsets.ISO_8859_1))
                    .doesNotContain(PHRASE);
            for (var table : java.util.List.of("mailbox.export", "jobs.job", "audit.entry"))
                assertThat(jdbc.sql("select count(*) from " + table + " t where t::text like :phrase")
                                .param("phrase", "%" + PHRASE + "%")
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
        } finally {
            store.down(false);
        }
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (!exports.mine(doctor.self().actor(), source()).orElseThrow().ready()
                && Instant.now().isBefore(until)) Thread.onSpinWait();
        var export = exports.mine(doctor.self().actor(), source()).orElseThrow();
        assertThat(export.ready()).as("tried again by itself").isTrue();
        assertThat(rows.sealed(export.id())).isNull();
    }

    /** A worker that dies at one of its steps, and leaves half-written files as a kill does. */
    private class Dying implements Run {
        final AtomicReference<String> place;
        final Job job;
        int left;

        Dying(Job job, AtomicReference<String> place, int left) {
            this.job = job;
            this.place = place;
            this.left = left;
        }

        @Override
        public Job job() {
            return new Job(
                    job.id(),
                    job.kind(),
                    job.owner(),
                    job.subject(),
                    job.input(),
                    Job.State.RUNNING,
                    place.get(),
                    0,
                    0,
                    "",
                    "",
                    "",
                    job.createdAt(),
                    job.changedAt(),
                    null);
        }

        @Override
        public void reach(String reached, long done, long total) {
            if (left-- <= 0) throw new IllegalStateException("killed");
            place.set(reached);
        }

        @Override
        public void reach(String reached, long done, long total, String words) {
            reach(reached, done, total);
        }
    }

    /** At a domain where each structure must agree; the number of the agreement is returned. */
    private long agreed(Transfer.Use use) {
        mailbox = held("accord-essai.mssante.fr");
        var paper = new Agreements.Paper("Le directeur", java.time.LocalDate.of(2020, 1, 31), "lettre");
        assertThat(agreements.agree(OPERATOR, mailbox.id(), use, paper).isDone())
                .isTrue();
        return ((fr.balise.mailbox.Outcome.Done<java.util.List<Agreements.Agreement>>) agreements.all(OPERATOR))
                .value().stream()
                        .filter(one -> one.address().equals(mailbox.address()))
                        .findFirst()
                        .orElseThrow()
                        .id();
    }

    @Test
    void anAgreementThatIsWithdrawnMeanwhileStopsTheExportAndNothingIsLeftOfIt() throws Exception {
        var agreement = agreed(Transfer.Use.EXPORT);
        someMail();
        long id = begun("withdrawn");
        var steps = new int[1];
        var run = new Dying(job(id), new AtomicReference<>(""), Integer.MAX_VALUE) {
            @Override
            public void reach(String reached, long done, long total) {
                super.reach(reached, done, total);
                if (++steps[0] == 4) agreements.revoke(OPERATOR, agreement);
            }
        };
        assertThat(work.run(run)).isEqualTo(new Work.Outcome.GivenUp("mailbox.takeout.failed.not-allowed"));
        assertThat(steps[0]).as("of some twenty").isEqualTo(4);
        assertThat(settings.folder().resolve("withdrawn-" + mailbox.id())).doesNotExist();
        assertThat(rows.find(id).orElseThrow().ready()).isFalse();
        assertThat(work.run(run)).as("tried again").isInstanceOf(Work.Outcome.GivenUp.class);
    }

    @Test
    void anAgreementThatIsWithdrawnEndsTheCopyingAndTheReplyStays() {
        var agreement = agreed(Transfer.Use.FORWARDING);
        var active = held("balise-essai.mssante.fr");
        var reply = new AutoReply(
                active.address(), "a", "b", AutoReply.Fate.COPIED, java.time.LocalDate.of(2026, 1, 1), null, 30, false);
        assertThat(lifecycle.apply(mailbox.id(), new Command.Depublish(reply), By.SYSTEM))
                .isInstanceOf(Decision.Changed.class);
        assertThat(forwarding.ask(mailbox.address().toString(), active.address().toString()))
                .isTrue();

        agreements.revoke(OPERATOR, agreement);

        var script = replies.of(lifecycle.find(mailbox.id()).orElseThrow()).orElseThrow();
        assertThat(script)
                .doesNotContain("redirect")
                .contains("Balise-New-Address: <" + active.address())
                .contains("Balise-Message-Fate: not-read");
        assertThat(forwarding.ask(mailbox.address().toString(), active.address().toString()))
                .isFalse();
        assertThat(acts.of(9)).contains("mailbox.depublish");
    }

    private long begun(String folder) {
        long id = rows.add(
                source(),
                null,
                5,
                folder + "-" + mailbox.id(),
                new ExportRows.Wish(PHRASE, true, true),
                clock.instant());
        rows.begun(
                id, new fr.balise.jobs.JobId(1), context.getBean(SealKey.class).seal(PHRASE, Long.toString(id)));
        return id;
    }

    private Job job(long id) {
        return new Job(
                new fr.balise.jobs.JobId(1),
                "mailbox.export",
                5,
                "x",
                Long.toString(id),
                Job.State.RUNNING,
                "",
                0,
                0,
                "",
                "",
                "",
                clock.instant(),
                clock.instant(),
                null);
    }

    @Test
    void killedAtEveryStepItStillHoldsEachMessageOnce() throws Exception {
        someMail();
        long id = begun("killed");
        var job = job(id);
        var place = new AtomicReference<>("");
        var folder = settings.folder().resolve("killed-" + mailbox.id());
        int deaths = 0;
        while (true) {
            try {
                assertThat(work.run(new Dying(job, place, deaths % 3))).isInstanceOf(Work.Outcome.Done.class);
                break;
            } catch (IllegalStateException killed) {
                deaths++;
                for (var name : java.util.List.of("export.zip", "manifest", "rows", "directory", "item"))
                    Files.write(
                            folder.resolve(name),
                            new byte[1_234],
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                assertThat(deaths).isLessThan(200);
            }
        }
        assertThat(deaths).isGreaterThan(10);
        holdsEverything(opened(folder.resolve("export.zip"), PHRASE));
    }

    /** Folders are read one after the other: what goes from one that is still to come into one that was read must not be missed. */
    @Test
    void whatIsMovedOrRenamedMeanwhileIsInItAllTheSame() throws Exception {
        someMail();
        receives("Zone", "dernier", "z.pdf", 200);
        long id = begun("moved");
        var steps = new int[1];
        var run = new Dying(job(id), new AtomicReference<>(""), 10_000) {
            @Override
            public void reach(String reached, long done, long total, String words) {
                super.reach(reached, done, total, words);
                if (++steps[0] != 3) return;
                try (var open = store.open(account())) {
                    for (var folder : open.folders())
                        if (!folder.name().equals("INBOX")) {
                            var to = folder.name().equals("Zone") ? "Nouveau nom" : "INBOX";
                            open.move(folder.name(), open.uids(folder.name(), 0), to);
                        }
                }
            }
        };
        assertThat(work.run(run)).isInstanceOf(Work.Outcome.Done.class);
        holdsEverything(
                opened(settings.folder().resolve("moved-" + mailbox.id()).resolve("export.zip"), PHRASE));
        assertThat(steps[0]).isGreaterThan(3);
    }

    @Test
    void onlyWhoeverOrderedItGetsItAndOnlyForAWhile() throws Exception {
        someMail();
        var export = made(PHRASE, false, false);
        var other = stage.doctor();

        assertThat(exports.mine(other.self().actor(), source())).isEmpty();
        assertThat(exports.file(other.self().actor(), export)).isEmpty();
        assertThat(exports.file(doctor.self().actor(), export)).isPresent();
        assertThat(exports.order(doctor.self().actor(), mailbox, "weak", false, false))
                .isEqualTo(new Ordered.WeakPassphrase());

        clock.forward(Duration.ofDays(7).plusMinutes(1));
        assertThat(exports.file(doctor.self().actor(), export)).isEmpty();
        exports.sweep();
        assertThat(file(export)).doesNotExist();
        assertThat(settings.folder().resolve(export.folder())).doesNotExist();
        assertThat(exports.mine(doctor.self().actor(), source())).isEmpty();
    }

    @Test
    void oneThatWasGivenUpCanBeTriedAgainForAWhileAndLeavesNothingAfterThat() throws Exception {
        someMail();
        var export = made(PHRASE, false, false);
        var now = java.sql.Timestamp.from(clock.instant());
        jdbc.sql("update jobs.job set state = 'failed', ended_at = ? where id = ?")
                .params(now, export.job().value())
                .update();
        jdbc.sql("update mailbox.export set ready_until = null, sealed = 'x' where id = ?")
                .param(export.id())
                .update();

        clock.forward(Duration.ofDays(6));
        exports.sweep();
        assertThat(file(export)).exists();

        clock.forward(Duration.ofDays(1).plusMinutes(1));
        exports.sweep();
        assertThat(settings.folder().resolve(export.folder())).doesNotExist();
        assertThat(rows.sealed(export.id())).isNull();
        assertThat(exports.mine(doctor.self().actor(), source())).isEmpty();
    }

    @Test
    void nothingIsTakenAwayWhileAccessIsSuspended() throws Exception {
        someMail();
        var export = made(PHRASE, false, false);
        lifecycle.apply(mailbox.id(), new Command.Suspend("Compte compromis"), By.SYSTEM);
        assertThat(exports.file(doctor.self().actor(), export)).isEmpty();
        var suspended = lifecycle.find(mailbox.id()).orElseThrow();
        assertThat(exports.order(doctor.self().actor(), suspended, PHRASE, false, false))
                .isEqualTo(new Ordered.Suspended());
        long id = begun("suspended");
        assertThat(work.run(new Dying(job(id), new AtomicReference<>(""), 1_000)))
                .isEqualTo(new Work.Outcome.GivenUp("mailbox.copy.refused.suspended"));
        lifecycle.apply(mailbox.id(), new Command.Resume(), By.SYSTEM);
        assertThat(exports.file(doctor.self().actor(), export)).isPresent();
    }

    @Test
    void whatWasMadeBeforeTheDepublicationRetrievesNothingAndAnnouncingItNeither() throws Exception {
        someMail();
        made(PHRASE, false, false);
        clock.forward(Duration.ofMinutes(1));
        lifecycle.apply(mailbox.id(), new Command.Depublish(null), By.SYSTEM);
        var just = Duration.ofMinutes(1);
        assertThat(download(doctor, null, just).getStatus()).isEqualTo(200);
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().retrieval())
                .as("mail may have come since")
                .isNull();

        clock.forward(Duration.ofMinutes(1));
        made(PHRASE, false, false);
        session.is(doctor.self());
        var asked = org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head("/mes-boites/"
                        + BoxId.of(doctor.person().nationalId(), mailbox.address()) + "/recuperer/fichier")
                .with(DemoLogin.as(context, doctor.person().nationalId().value(), "Camille ESSAI"));
        assertThat(mvc.perform(asked).andReturn().getResponse().getStatus()).isEqualTo(200);
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().retrieval())
                .as("no octet left")
                .isNull();

        assertThat(download(doctor, null, just).getStatus()).isEqualTo(200);
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().retrieval().how()).isEqualTo(Retrieval.How.EXPORTED);
    }

    private MockHttpServletResponse download(Scene.Doctor who, String range, Duration ago) throws Exception {
        session.is(who.self());
        LOGIN_AGE.set(ago);
        var request = get("/mes-boites/" + BoxId.of(who.person().nationalId(), mailbox.address())
                        + "/recuperer/fichier")
                .with(DemoLogin.as(context, who.person().nationalId().value(), "Camille ESSAI"));
        if (range != null) request.header("Range", range);
        return mvc.perform(request).andReturn().getResponse();
    }

    @Test
    void itIsDownloadedInPiecesAfterAFreshLoginAndThenTheMailboxCountsAsRetrieved() throws Exception {
        lifecycle.apply(mailbox.id(), new Command.Depublish(null), By.SYSTEM);
        someMail();
        var export = made(PHRASE, false, false);
        var octets = Files.readAllBytes(file(export));
        var just = Duration.ofMinutes(1);

        assertThat(download(doctor, null, Duration.ofHours(1)).getStatus()).isEqualTo(302);
        assertThat(download(stage.doctor(), null, just).getStatus()).isEqualTo(404);

        var begin = download(doctor, "bytes=0-999", just);
        assertThat(begin.getStatus()).isEqualTo(206);
        assertThat(begin.getHeader("Content-Range")).isEqualTo("bytes 0-999/" + octets.length);
        var end = download(doctor, "bytes=2000-", just);
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().retrieval())
                .as("a gap is left")
                .isNull();
        var gap = download(doctor, "bytes=1000-1999", just);
        var again = download(doctor, "bytes=2000-", just);

        var whole = new ByteArrayOutputStream();
        for (var piece : java.util.List.of(begin, gap, end)) whole.write(piece.getContentAsByteArray());
        assertThat(whole.toByteArray()).isEqualTo(octets).endsWith(again.getContentAsByteArray());
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().retrieval().how()).isEqualTo(Retrieval.How.EXPORTED);
        assertThat(acts.of(doctor.account())).contains("mailbox.export", "mailbox.export-download");
    }

    @Test
    void hostileRangesAreAnsweredWithoutAnErrorOfOurs() throws Exception {
        someMail();
        var size = made(PHRASE, false, false).size();
        for (var range : java.util.List.of(
                "bytes=" + size + "-", "bytes=5-2", "bytes=-0", "bytes=999999999999999999-", "bytes=5-2", "bytes=-0"))
            assertThat(download(doctor, range, Duration.ZERO).getStatus())
                    .as(range)
                    .isEqualTo(416);
        for (var range : java.util.List.of(
                "",
                "x",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=--5",
                "bytes=1-2,4-5",
                "octets=0-1",
                "bytes=99999999999999999999-",
                "bytes=0-0;q=1",
                "bytes=0x0-0x1",
                "bytes =0-1",
                "\u00e9=0-1"))
            assertThat(download(doctor, range, Duration.ZERO).getStatus())
                    .as(range)
                    .isEqualTo(200);
        assertThat(download(doctor, "bytes=-1", Duration.ZERO).getContentAsByteArray())
                .hasSize(1);
        assertThat(download(doctor, "bytes=0-" + Long.MAX_VALUE / 10, Duration.ZERO)
                        .getContentAsByteArray())
                .hasSize((int) size);
    }

    private MockHttpServletResponse ask(
            org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder request, Scene.Doctor who)
            throws Exception {
        session.is(who.self());
        return mvc.perform(request.with(
                                DemoLogin.as(context, who.person().nationalId().value(), "Camille ESSAI"))
                        .with(csrf()))
                .andReturn()
                .getResponse();
    }

    @Test
    void thePageOrdersTheFileShowsItsProgressToItsOwnerAloneAndHandsItOut() throws Exception {
        someMail();
        var page = "/mes-boites/" + BoxId.of(doctor.person().nationalId(), mailbox.address()) + "/recuperer";
        store.down(true);
        try {
            assertThat(ask(get(page), doctor).getContentAsString()).contains("export-passphrase", "export-start");
            assertThat(ask(post(page).param("protect", "true").param("passphrase", PHRASE), doctor)
                            .getStatus())
                    .as("not noted")
                    .isEqualTo(409);
            assertThat(ask(
                                    post(page)
                                            .param("protect", "true")
                                            .param("passphrase", "x")
                                            .param("noted", "true"),
                                    doctor)
                            .getStatus())
                    .as("too simple")
                    .isEqualTo(409);
            assertThat(ask(
                                    post(page)
                                            .param("protect", "true")
                                            .param("passphrase", PHRASE)
                                            .param("noted", "true"),
                                    doctor)
                            .getStatus())
                    .isEqualTo(302);
            assertThat(ask(get(page), doctor).getContentAsString())
                    .contains("data-test=\"job\"", "job-cancel")
                    .doesNotContain(PHRASE);
            var job = "/travaux/"
                    + exports.mine(doctor.self().actor(), source())
                            .orElseThrow()
                            .job();
            assertThat(ask(get(job), doctor).getContentAsString()).contains("job-state");
            assertThat(ask(get(job).header("HX-Request", "true"), doctor).getContentAsString())
                    .contains("job-state")
                    .doesNotContain("<html");
            assertThat(ask(post(job + "/pause").header("HX-Request", "true"), doctor)
                            .getContentAsString())
                    .contains("job-resume");
            for (var act : java.util.List.of("", "/pause", "/reprise", "/annulation"))
                assertThat(ask(act.isEmpty() ? get(job) : post(job + act), stage.doctor())
                                .getStatus())
                        .as(act)
                        .isEqualTo(404);
            assertThat(ask(post(job + "/reprise"), doctor).getStatus()).isEqualTo(302);
        } finally {
            store.down(false);
        }
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (!exports.mine(doctor.self().actor(), source()).orElseThrow().ready()
                && Instant.now().isBefore(until)) Thread.onSpinWait();
        LOGIN_AGE.set(Duration.ZERO);
        assertThat(ask(get(page), doctor).getContentAsString()).contains("export-ready", "export-download");
        LOGIN_AGE.set(Duration.ofHours(1));
        assertThat(ask(get(page), doctor).getContentAsString())
                .contains("export-relogin")
                .doesNotContain("data-test=\"export-download\"");
    }

    private MailSource.Elsewhere elsewhere(String address) {
        var parsed = MailAddress.parse(address);
        return new MailSource.Elsewhere(BoxId.of(doctor.person().nationalId(), parsed), parsed);
    }

    /** A mailbox of the same mail at another operator, connected by the doctor. */
    private MailSource.Elsewhere connected() {
        store.erase(OTHER_OPERATOR);
        sent.values().forEach(message -> store.append(OTHER_OPERATOR, "INBOX", message));
        var source = elsewhere(doctor.address());
        connections.keep(doctor.account(), source.address(), GOOD);
        return source;
    }

    private long begun(MailSource.Elsewhere source, String folder) {
        long id = rows.add(
                source,
                null,
                doctor.account(),
                folder + "-" + source.box(),
                new ExportRows.Wish(null, true, false),
                clock.instant());
        rows.begun(id, new fr.balise.jobs.JobId(1), null);
        return id;
    }

    @Test
    void aConnectedMailboxHasTheSamePageForWhoeverConnectedItAndForNobodyElse() throws Exception {
        someMail();
        var page = "/mes-boites/" + doctor.box() + "/recuperer";
        assertThat(ask(get(page), doctor).getStatus()).as("not connected").isEqualTo(404);
        var source = connected();
        assertThat(ask(get(page), doctor).getContentAsString())
                .contains("export-elsewhere", "/connexion", "/copier")
                .doesNotContain("/fermeture");
        assertThat(ask(get(page), stage.doctor()).getStatus()).isEqualTo(404);
        session.is(doctor.secretary());
        assertThat(mvc.perform(get(page).with(DemoLogin.as(context, "899700000001", "Nadia")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isIn(403, 404);
        assertThat(ask(post(page).param("noted", "true"), doctor).getStatus()).isEqualTo(302);
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (!exports.mine(doctor.self().actor(), source).orElseThrow().ready()
                && Instant.now().isBefore(until)) Thread.onSpinWait();
        var export = exports.mine(doctor.self().actor(), source).orElseThrow();
        holdsEverything(opened(file(export), null));
        LOGIN_AGE.set(Duration.ZERO);
        assertThat(ask(get(page + "/fichier"), doctor).getContentAsByteArray())
                .isEqualTo(Files.readAllBytes(file(export)));
        assertThat(exports.mine(doctor.self().actor(), source).orElseThrow().downloaded())
                .isTrue();
        assertThat(acts.of(doctor.account())).contains("mailbox.export", "mailbox.export-download");

        connections.forget(doctor.account(), source.address());
        assertThat(ask(get(page), doctor).getContentAsString())
                .as("the file is there still, another one cannot be ordered")
                .contains("export-ready")
                .doesNotContain("export-form");
        var again = ask(post(page).param("noted", "true"), doctor);
        assertThat(again.getStatus()).isEqualTo(409);
        assertThat(again.getContentAsString()).contains("Connectez la boîte de nouveau");
    }

    @Test
    void aPasswordThatIsRemovedMeanwhileStopsItAndNothingIsLeft() throws Exception {
        someMail();
        var source = connected();
        long id = begun(source, "removed");
        var steps = new int[1];
        var run = new Dying(job(id), new AtomicReference<>(""), Integer.MAX_VALUE) {
            @Override
            public void reach(String reached, long done, long total) {
                super.reach(reached, done, total);
                if (++steps[0] == 4) connections.forget(doctor.account(), source.address());
            }
        };
        assertThat(work.run(run)).isEqualTo(new Work.Outcome.GivenUp("mailbox.takeout.failed.disconnected"));
        assertThat(steps[0]).isEqualTo(4);
        assertThat(settings.folder().resolve("removed-" + source.box())).doesNotExist();
    }

    @Test
    void aPasswordThatIsNoLongerGoodIsTriedOnceAndADomainThatForbidsItIsNotAsked() throws Exception {
        someMail();
        var source = connected();
        connections.keep(doctor.account(), source.address(), new Credential.AppPassword("old"));
        long id = begun(source, "stale");
        int asked = otherOperator.asked();
        assertThat(work.run(new Dying(job(id), new AtomicReference<>(""), Integer.MAX_VALUE)))
                .isEqualTo(new Work.Outcome.GivenUp("mailbox.connection.refused.stale"));
        assertThat(otherOperator.asked()).isEqualTo(asked + 1);

        var forbidden = elsewhere("a@interdit-ailleurs.mssante.fr");
        connections.keep(doctor.account(), forbidden.address(), GOOD);
        assertThat(exports.order(doctor.self().actor(), forbidden, null, false, false))
                .isEqualTo(new Ordered.NotAllowed(Transfer.Because.DOMAIN_FORBIDS));
    }

    @Test
    void aFolderThatIsNumberedAnewMeanwhileEndsItInsteadOfLeavingMessagesOut() throws Exception {
        someMail();
        var source = connected();
        long id = begun(source, "renumbered");
        var steps = new int[1];
        var run = new Dying(job(id), new AtomicReference<>(""), Integer.MAX_VALUE) {
            @Override
            public void reach(String reached, long done, long total) {
                super.reach(reached, done, total);
                if (++steps[0] != 4) return;
                store.renumber(OTHER_OPERATOR, "INBOX");
            }
        };
        assertThat(work.run(run)).isEqualTo(new Work.Outcome.GivenUp("mailbox.takeout.failed.renumbered"));
    }

    private static String sum(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String space() throws Exception {
        return ask(get("/mes-boites/" + doctor.box() + "/espace"), doctor).getContentAsString();
    }

    @Test
    void whatFillsAConnectedMailboxIsSeenOnceWhenItsHolderAsksAndGoesWithThePassword() throws Exception {
        someMail();
        var source = connected();
        store.append(
                OTHER_OPERATOR,
                "Patient ESSAI",
                InMemoryMailStore.message("From: <197990100000001@patient.mssante.fr>", "", "x"));
        int asked = otherOperator.asked();
        assertThat(space()).contains("photo-take").doesNotContain("photo-date");
        assertThat(ask(get("/espace"), doctor).getContentAsString()).contains("pas encore regardé");
        assertThat(otherOperator.asked()).as("a page opens nothing").isEqualTo(asked);

        var take = "/mes-boites/" + doctor.box() + "/espace/photo";
        assertThat(ask(post(take), doctor).getStatus()).isEqualTo(302);
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (!space().contains("picture-date") && Instant.now().isBefore(until)) Thread.sleep(100);
        assertThat(space())
                .contains("Patient ESSAI", "Des patients", "photo-holds", "ne peut pas prévoir")
                .doesNotContain("197990100000001", "data-test=\"gauge\"");
        assertThat(otherOperator.asked()).isEqualTo(asked + 1);
        assertThat(ask(get("/espace"), doctor).getContentAsString()).contains("photo-holds", "photo-date");
        assertThat(acts.of(doctor.account())).contains("hygiene.photo");
        var rows = jdbc.sql("select t::text from hygiene.photo t")
                .query(String.class)
                .list();
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains("ESSAI") || row.contains("19799"));

        store.room(OTHER_OPERATOR, DataSize.ofMegabytes(1));
        try {
            ask(post("/mes-boites/" + doctor.box() + "/connexion/photo"), doctor);
            assertThat(space()).contains("data-test=\"gauge\"").doesNotContain("photo-holds");
        } finally {
            store.room(OTHER_OPERATOR, DataSize.ofBytes(Long.MAX_VALUE));
        }
        var other = stage.doctor();
        assertThat(ask(get("/mes-boites/" + doctor.box() + "/espace"), other).getStatus())
                .isEqualTo(404);
        assertThat(ask(post(take), other).getStatus()).isEqualTo(404);

        ask(post("/mes-boites/" + doctor.box() + "/connexion/retirer"), doctor);
        assertThat(jdbc.sql("select count(*) from hygiene.photo where account = :account")
                        .param("account", doctor.account())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(ask(post(take), doctor).getStatus()).isEqualTo(409);
        assertThat(connections.since(doctor.account(), source.address())).isEmpty();
    }
}
