package fr.balise.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Refusals;
import fr.balise.hygiene.Stocktaking;
import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.Jobs;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.FirstPasswords;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxErased;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.OpenMailbox.Added;
import fr.balise.record.HandOvers.Ordered;
import fr.balise.record.document.Mails;
import fr.balise.record.way.Software;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Documents in the real Dovecot, handed over to a real folder that a software looks at. */
@NullUnmarked
@EngineTest
class HandOverEngineTests {
    private static final byte[] PDF = "%PDF-1.4 fictif".getBytes(StandardCharsets.US_ASCII);
    private static int number;

    @Autowired
    Openings openings;

    @Autowired
    FirstPasswords passwords;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    MailStore store;

    @Autowired
    HandOvers handOvers;

    @Autowired
    HandOverRows rows;

    @Autowired
    SoftwareRows softwares;

    @Autowired
    Watching watching;

    @Autowired
    Download download;

    @Autowired
    Forgetting forgetting;

    @Autowired
    Failures failures;

    @Autowired
    Refusals refusals;

    @Autowired
    Stocktaking stocktaking;

    @Autowired
    Habits habits;

    @Autowired
    Jobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Value("${balise.data}")
    Path data;

    private Filer filer;
    private Path folder;
    private long software;

    @BeforeEach
    void aMailboxAndItsSoftware() throws IOException {
        var person = new NationalPersonId("8997200000" + 10 + ++number);
        var holder = new Actor(7_100 + number, "Test", person, Set.of());
        var opened = openings.open(
                MailAddress.parse("classement" + number + "@" + FreshEngine.DOMAIN),
                MailboxType.PER,
                new Owner.OfPerson(person),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        var id = ((Opening.Opened) opened).mailbox().id();
        passwords.make(id, holder, "Test", By.SYSTEM); // brings the engine in line
        filer = new Filer(holder, lifecycle.find(id).orElseThrow());
        folder = Files.createDirectories(data.resolve("logiciel").resolve("f" + number));
        software = softwares.add(folder(folder, true));
    }

    @AfterEach
    void nothingStays() {
        rows.forget(filer.account());
        jdbc.sql("delete from record.software where id = :id")
                .param("id", software)
                .update();
    }

    private Software folder(Path at, boolean answers) {
        return new Software(
                0,
                "DPI du cabinet",
                Software.Kind.FOLDER,
                URI.create("file://" + at),
                "",
                "",
                "",
                "",
                false,
                answers,
                Set.of(filer.mailbox().address().key()),
                true);
    }

    private Place put(byte[] message, String... flags) {
        try (var open = store.open(filer.account())) {
            var added = open.append(
                    "INBOX", Set.of(flags), Instant.now(), message.length, new ByteArrayInputStream(message));
            long uid = ((Added.Stored) added).uid().orElseThrow();
            long validity = open.folders().stream()
                    .filter(one -> one.name().equals("INBOX"))
                    .findFirst()
                    .orElseThrow()
                    .uidValidity();
            return new Place("INBOX", validity, uid);
        }
    }

    private Set<String> flags(Place place) {
        var flags = new HashSet<String>();
        try (var open = store.open(filer.account())) {
            open.describe(place.folder(), List.of(place.uid()), message -> flags.addAll(message.flags()));
        }
        return flags;
    }

    private HandOver ended(Ordered ordered) throws InterruptedException {
        long id = ((Ordered.Begun) ordered).handOver();
        for (int looks = 0; looks < 400; looks++) {
            var now = handOvers.find(filer, id).orElseThrow();
            if (now.doneAt() != null) return now;
            Thread.sleep(50);
        }
        throw new AssertionError("the hand-over did not end");
    }

    private List<Receipt> receipts(HandOver one) {
        return handOvers.receipts(one);
    }

    private Set<String> files() throws IOException {
        try (var list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString())
                    .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aDocumentIsFiledWhenTheSoftwareSaysSoAndNotBefore() throws Exception {
        var place = put(Mails.message("a" + number + "@t", "IHE_XDM.zip", "application/zip", Mails.xdm("D-1", "TEST")));
        var one = ended(handOvers.order(filer, software, List.of(place)));

        assertThat(one.carried().getFirst().state()).isEqualTo(Carried.State.LAID);
        assertThat(flags(place)).doesNotContain(Marks.FILED, "\\Seen");
        var receipt = receipts(one).getFirst();
        assertThat(receipt.uniqueId()).isEqualTo("1.2.250.1.999.1^M-0");
        var base = "balise-" + receipt.token();
        assertThat(files()).containsExactlyInAnyOrder(base + ".json", base + ".xml");
        assertThat(Files.readString(folder.resolve(base + ".xml"))).isEqualTo(Mails.cda("D-1", "TEST"));
        var side = JsonMapper.shared().readTree(Files.readString(folder.resolve(base + ".json")));
        assertThat(side.get("sha256").asString()).isEqualTo(receipt.sha256Hex());
        assertThat(side.get("patient").get("family").asString()).isEqualTo("TEST");
        assertThat(side.get("uniqueId").asString()).isEqualTo("1.2.250.1.999.1^M-0");
        assertThat(side.get("message").get("mailbox").asString())
                .isEqualTo(filer.mailbox().address().toString());

        watching.look();
        assertThat(receipts(one).getFirst().result()).as("nobody fetched it").isEqualTo(Result.LAID);

        Files.delete(folder.resolve(base + ".xml"));
        watching.look();
        assertThat(receipts(one).getFirst().result()).isEqualTo(Result.COLLECTED);
        assertThat(flags(place)).contains(Marks.COLLECTED).doesNotContain(Marks.FILED);

        Files.writeString(folder.resolve(base + ".ok"), "Dossier 4711\n");
        watching.look();
        receipt = receipts(one).getFirst();
        assertThat(receipt.result()).isEqualTo(Result.ACCEPTED);
        assertThat(receipt.answer()).isEqualTo("Dossier 4711");
        assertThat(flags(place)).contains(Marks.FILED).doesNotContain(Marks.COLLECTED, Marks.ATTESTED);
    }

    private long marked(String folder, String keyword) {
        var marked = new ArrayList<Long>();
        try (var open = store.open(filer.account())) {
            open.list(folder, 0, message -> {
                if (message.flags().contains(keyword)) marked.add(message.uid());
            });
        }
        return marked.size();
    }

    private byte[] failure(String id, String original, String recipient) {
        return ("From: PFI <pfi@" + FreshEngine.DOMAIN + ">\r\nMessage-ID: <" + id
                        + ">\r\nSubject: [KO Integration systeme !][902] XDM/1.0/DDM+CR TEST\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n"
                        + "--x\r\nContent-Type: text/plain\r\n\r\nEchec\r\n--x\r\nContent-Type: message/disposition-notification\r\n\r\n"
                        + "Final-Recipient: rfc822;" + recipient + "\r\nOriginal-Message-ID: <" + original
                        + ">\r\nDisposition: automatic-action/MDN-sent-automatically; processed/Error: 902^Patient inconnu\r\n\r\n--x--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFailureThatComesBackTakesTheProofAwayWhereverTheMessageLiesNow() throws Exception {
        var place = put(Mails.message("ko" + number + "@t", "cr.pdf", "application/pdf", PDF), "\\Seen");
        var one = ended(handOvers.order(filer, software, List.of(place)));
        var base = "balise-" + receipts(one).getFirst().token();
        Files.writeString(folder.resolve(base + ".ok"), "");
        watching.look();
        assertThat(flags(place)).contains(Marks.FILED);
        try (var open = store.open(filer.account())) {
            open.move("INBOX", List.of(place.uid()), "Ailleurs");
        }

        put(failure("n" + number + "@t", "ko" + number + "@t", "quelqu.un@peer.mssante.fr"));
        refusals.look(stocktaking.take(filer.account()));
        one = handOvers.find(filer, one.id()).orElseThrow();
        assertThat(one.refused()).isEqualTo(1);
        assertThat(receipts(one).getFirst().result()).isEqualTo(Result.FAILED_LATER);
        assertThat(receipts(one).getFirst().answer()).isEqualTo("902 Patient inconnu");
        stocktaking
                .take(filer.account())
                .each((_, item) -> assertThat(item.filed()).isFalse());
        var failed = failures.of(filer).getFirst();
        assertThat(failed.own()).isTrue();
        assertThat(failed.receipts()).isEqualTo(1);
        assertThat(failed.isKnown()).isTrue();
        assertThat(failed.title()).isEqualTo("XDM/1.0/DDM+CR TEST");

        // Filed again by another way; the same notice, read again, changes nothing any more.
        rows.result(receipts(one).getFirst().id(), filer.account(), Result.ACCEPTED, "", Instant.now());
        refusals.look(stocktaking.take(filer.account()));
        put(failure("n" + number + "@t", "ko" + number + "@t", "quelqu.un@peer.mssante.fr"));
        refusals.look(stocktaking.take(filer.account()));
        assertThat(failures.of(filer)).hasSize(1);
        assertThat(receipts(one).getFirst().result()).isEqualTo(Result.ACCEPTED);
        assertThat(failures.open(filer)).isEqualTo(1);
        assertThat(failures.settle(filer, failed.id())).isTrue();
        assertThat(failures.settle(filer, failed.id())).isFalse();
        assertThat(failures.open(filer)).isZero();
        assertThat(failures.awaited()).contains(filer.account());
    }

    @Test
    void aColleaguesRefusalIsToldAndChangesNothingOfWhatIsFiledHere() throws Exception {
        var place = put(
                Mails.message("mine" + number + "@t", "cr.pdf", "application/pdf", PDF), Marks.FILED, Marks.ATTESTED);
        var octets = Mails.message("sent" + number + "@t", "cr.pdf", "application/pdf", PDF);
        store.append(filer.account(), "Sent", octets);
        put(Mails.message("sent" + number + "@t", "cr.pdf", "application/pdf", PDF));
        put(failure("c" + number + "@t", "sent" + number + "@t", "confrere@peer.mssante.fr"));
        refusals.look(stocktaking.take(filer.account()));
        assertThat(marked("Sent", Marks.REFUSED)).as("what was sent shows it").isEqualTo(1);
        assertThat(marked("INBOX", Marks.REFUSED))
                .as("a copy elsewhere was not sent")
                .isZero();
        var failed = failures.of(filer).getFirst();
        assertThat(failed.own()).isFalse();
        assertThat(failed.told()).isTrue();
        assertThat(flags(place)).contains(Marks.FILED);

        // What a person attested is taken back where the person's own software says otherwise.
        put(failure(
                "d" + number + "@t",
                "mine" + number + "@t",
                filer.mailbox().address().toString()));
        refusals.look(stocktaking.take(filer.account()));
        assertThat(flags(place)).doesNotContain(Marks.FILED, Marks.ATTESTED);
        assertThat(jdbc.sql(
                                "select count(*) from record.failure where account = :account and title::text like '%TEST%'")
                        .param("account", filer.account().value())
                        .query(Long.class)
                        .single())
                .as("sealed")
                .isZero();
        forgetting.when(new MailboxErased(filer.account().value(), Instant.now()));
        for (int looks = 0; looks < 100 && !failures.of(filer).isEmpty(); looks++) Thread.sleep(50);
        assertThat(failures.of(filer)).isEmpty();
    }

    @Test
    void whatTheSoftwareDoesIsAskedOnceAndCanBeChanged() {
        assertThat(habits.of(filer.account())).isEmpty();
        habits.say(filer, Habit.FILES);
        habits.say(filer, Habit.BY_HAND);
        assertThat(habits.of(filer.account()).orElseThrow().habit()).isEqualTo(Habit.BY_HAND);
        habits.forget(filer.account());
    }

    @Test
    void aRefusalSaysWhyAndIsSentAgainUnderTheSameName() throws Exception {
        var place = put(Mails.message("b" + number + "@t", "cr.pdf", "application/pdf", PDF));
        var one = ended(handOvers.order(filer, software, List.of(place)));
        var receipt = receipts(one).getFirst();
        var base = "balise-" + receipt.token();
        Files.delete(folder.resolve(base + ".pdf"));
        Files.writeString(folder.resolve(base + ".ko"), "Patient inconnu");
        watching.look();
        one = handOvers.find(filer, one.id()).orElseThrow();
        assertThat(one.refused()).isEqualTo(1);
        assertThat(receipts(one).getFirst().answer()).isEqualTo("Patient inconnu");
        assertThat(flags(place)).doesNotContain(Marks.FILED);

        one = ended(handOvers.again(filer, one));
        assertThat(one.carried().getFirst().state()).isEqualTo(Carried.State.LAID);
        assertThat(files())
                .as("the old refusal is no answer any more")
                .containsExactlyInAnyOrder(base + ".json", base + ".pdf");
        assertThat(receipts(one).getFirst().tries()).isEqualTo(2);
        assertThat(handOvers.again(filer, one)).isEqualTo(new Ordered.Nothing());
    }

    @Test
    void whatTheSoftwareKeepsIsNotSentTwice() throws Exception {
        var message = Mails.message("c" + number + "@t", "cr.pdf", "application/pdf", PDF);
        var first = put(message);
        var one = ended(handOvers.order(filer, software, List.of(first)));
        Files.writeString(folder.resolve("balise-" + receipts(one).getFirst().token() + ".ok"), "");
        watching.look();
        var second = put(message);
        var two = ended(handOvers.order(filer, software, List.of(second, second)));
        assertThat(two.messages()).isEqualTo(1);
        assertThat(receipts(two).getFirst().result()).isEqualTo(Result.ALREADY);
        assertThat(flags(second)).contains(Marks.FILED);
    }

    @Test
    void aMessageIsFiledOnlyWithAllItsDocuments() throws Exception {
        var place = put(Mails.message(
                "d" + number + "@t",
                "IHE_XDM.zip",
                "application/zip",
                Mails.xdm("D-1", "TEST"),
                "20260630_11502-2_TEST_LOU_1.pdf",
                "application/pdf",
                PDF,
                "autre.pdf",
                "application/pdf",
                (new String(PDF, StandardCharsets.US_ASCII) + "2").getBytes(StandardCharsets.US_ASCII)));
        var one = ended(handOvers.order(filer, software, List.of(place)));
        var receipts = receipts(one);
        assertThat(receipts).extracting(Receipt::result).containsExactly(Result.LAID, Result.PRINTED, Result.LAID);
        Files.writeString(folder.resolve("balise-" + receipts.getFirst().token() + ".ok"), "");
        watching.look();
        assertThat(flags(place)).doesNotContain(Marks.FILED);
        Files.writeString(folder.resolve("balise-" + receipts.getLast().token() + ".ok"), "");
        watching.look();
        assertThat(flags(place)).contains(Marks.FILED);
    }

    @Test
    void whatCannotBeHandedOverWholeIsNotHandedOver() throws Exception {
        var hostile = put(Mails.message("e" + number + "@t", "IHE_XDM.zip", "application/zip", PDF));
        var letter = put("Subject: x\r\n\r\nBonjour".getBytes(StandardCharsets.US_ASCII));
        var failure = put(("Subject: [KO Integration systeme !][902] XDM/1.0/DDM+x\r\n"
                        + new String(Mails.message("f@t", "cr.pdf", "application/pdf", PDF), StandardCharsets.UTF_8)
                                .replaceFirst("Subject: [^\r]*\r\n", ""))
                .getBytes(StandardCharsets.UTF_8));
        var gone = new Place("INBOX", hostile.uidValidity(), 999);
        var renumbered = new Place("INBOX", hostile.uidValidity() + 1, letter.uid());
        var one = ended(handOvers.order(filer, software, List.of(hostile, letter, failure, gone, renumbered)));
        assertThat(one.carried())
                .extracting(Carried::why)
                .containsExactly("record.refused.unsafe", "record.refused.nothing", "record.refused.failure", "", "");
        assertThat(one.carried())
                .extracting(Carried::state)
                .containsExactly(
                        Carried.State.REFUSED,
                        Carried.State.REFUSED,
                        Carried.State.REFUSED,
                        Carried.State.GONE,
                        Carried.State.GONE);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsTriedAgainAndNothingIsLost() throws Exception {
        var away = folder.resolveSibling("away" + number);
        Files.move(folder, away);
        var place = put(Mails.message("g" + number + "@t", "cr.pdf", "application/pdf", PDF));
        long id = ((Ordered.Begun) handOvers.order(filer, software, List.of(place))).handOver();
        assertThat(handOvers.order(filer, software, List.of(place))).isEqualTo(new Ordered.GoingOn());
        for (int looks = 0;
                looks < 200 && rows.receipts(id).stream().noneMatch(one -> one.tries() > 0 && one.inOurWords());
                looks++) Thread.sleep(50);
        assertThat(rows.receipts(id).getFirst().answer()).isEqualTo("record.later.folder");
        Files.move(away, folder);
        // A restart would do the same as the pause that is not waited for here.
        jdbc.sql("update jobs.job set state = 'waiting' where id = :id")
                .param("id", handOvers.find(filer, id).orElseThrow().job().value())
                .update();
        var one = ended(new Ordered.Begun(id));
        assertThat(one.carried().getFirst().state()).isEqualTo(Carried.State.LAID);
        assertThat(files()).hasSize(2);
    }

    @Test
    void aLinkOutOfTheAllowedFoldersLeadsNowhere() throws Exception {
        var outside = Files.createTempDirectory("outside");
        Files.delete(folder);
        Files.createSymbolicLink(folder, outside);
        var place = put(Mails.message("h" + number + "@t", "cr.pdf", "application/pdf", PDF));
        long id = ((Ordered.Begun) handOvers.order(filer, software, List.of(place))).handOver();
        for (int looks = 0; looks < 200 && rows.receipts(id).stream().noneMatch(Receipt::inOurWords); looks++)
            Thread.sleep(50);
        assertThat(rows.receipts(id).getFirst().answer()).isEqualTo("record.later.not_allowed");
        try (var list = Files.list(outside)) {
            assertThat(list).isEmpty();
        }
        var job = handOvers.find(filer, id).orElseThrow().job();
        jobs.cancel(job, filer.actor().account());
        for (int looks = 0; looks < 200 && !jobs.find(job).orElseThrow().state().equals(Job.State.CANCELLED); looks++)
            Thread.sleep(50);
        Files.delete(folder);
    }

    @Test
    void softwareThatDoesNotServeAMailboxGetsNothing() throws Exception {
        var place = put(Mails.message("i" + number + "@t", "cr.pdf", "application/pdf", PDF));
        jdbc.sql("update record.software set serves = '{@autre.mssante.fr}' where id = :id")
                .param("id", software)
                .update();
        assertThat(handOvers.choices(filer)).isEmpty();
        assertThat(handOvers.order(filer, software, List.of(place))).isEqualTo(new Ordered.NoSuchSoftware());
        assertThat(handOvers.order(filer, software, List.of())).isEqualTo(new Ordered.Nothing());
    }

    @Test
    void aDownloadIsATableAndFilesAndProvesNothing() throws Exception {
        var xdm = put(Mails.message("j" + number + "@t", "IHE_XDM.zip", "application/zip", Mails.xdm("D-9", "TEST")));
        var pdf = put(Mails.message("k" + number + "@t", "=cmd|x.pdf", "application/pdf", PDF));
        var letter = put("Subject: x\r\n\r\nBonjour".getBytes(StandardCharsets.US_ASCII));
        var out = new ByteArrayOutputStream();
        download.zip(filer, List.of(xdm, pdf, letter), out, key -> key);
        var names = new ArrayList<String>();
        String table = "";
        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()), StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().equals("registre.csv"))
                    table = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        assertThat(names)
                .hasSize(3)
                .anyMatch(name -> name.endsWith("DOC0001.XML") || name.endsWith("DOC0001.XML.xml"))
                .anyMatch(name -> name.endsWith(".pdf"));
        assertThat(table)
                .contains("1.2.250.1.999.1^M-0")
                .contains("record.refused.nothing")
                .doesNotContain(";\"=");
        var noted = handOvers.of(filer).getFirst();
        assertThat(noted.software()).isNull();
        assertThat(handOvers.receipts(noted)).extracting(Receipt::result).containsOnly(Result.DOWNLOADED);
        assertThat(flags(pdf)).doesNotContain(Marks.FILED, Marks.COLLECTED, "\\Seen");
    }

    @Test
    void nothingReadableOfPatientsStandsInTheDatabaseAndAllGoesWithTheMailbox() throws Exception {
        var place = put(Mails.message("l" + number + "@t", "DUPONT_Jeanne.pdf", "application/pdf", PDF));
        ended(handOvers.order(filer, software, List.of(place)));
        var dump = String.join(
                        " ",
                        jdbc.sql("select row_to_json(r)::text from record.receipt r")
                                .query(String.class)
                                .list())
                + String.join(
                        " ",
                        jdbc.sql("select row_to_json(r)::text from record.carried r")
                                .query(String.class)
                                .list());
        assertThat(dump).isNotEmpty().doesNotContain("DUPONT").doesNotContain("INBOX");
        forgetting.when(new MailboxErased(filer.mailbox().id().value(), Instant.now()));
        for (int looks = 0; looks < 200 && !handOvers.of(filer).isEmpty(); looks++) Thread.sleep(50);
        assertThat(handOvers.of(filer)).isEmpty();
        assertThat(jdbc.sql("select count(*) from record.receipt where account = :a")
                        .param("a", filer.account().value())
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
