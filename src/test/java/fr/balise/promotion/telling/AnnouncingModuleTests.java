package fr.balise.promotion.telling;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadApplied;
import fr.balise.directory.Situation;
import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Declarations;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Correspondents;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Pointers;
import fr.balise.mailbox.lifecycle.Telling;
import fr.balise.promotion.Choosing;
import fr.balise.promotion.book.Book;
import fr.balise.promotion.book.Books;
import fr.balise.promotion.telling.Announcing.View;
import fr.balise.promotion.telling.Announcing.Way;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** One message for each correspondent about the preferred mailbox: to whom, how many, and what is kept of it. */
@NullUnmarked
@MailboxModuleTest
@Import(AnnouncingModuleTests.Writers.class)
@TestPropertySource(properties = {"balise.promotion.tell-per-day=4", "balise.outbox.files-are-read=true"})
class AnnouncingModuleTests {
    private static int number;

    @TestConfiguration(proxyBeanMethods = false)
    static class Writers {
        private final Map<MailboxId, List<String>> wrote = new ConcurrentHashMap<>();

        @Bean
        Writers writers() {
            return this;
        }

        @Bean
        @Primary
        Correspondents whoWrote() {
            return (mailbox, since) -> Optional.ofNullable(wrote.get(mailbox))
                    .map(all -> all.stream()
                            .map(address -> new Writer(
                                    MailAddress.parse(address),
                                    2,
                                    Instant.parse("2026-11-10T10:00:00Z"),
                                    address.startsWith("dpi")))
                            .toList());
        }
    }

    @Autowired
    Announcing announcing;

    @Autowired
    Adoption adoption;

    @Autowired
    Pointing pointing;

    @Autowired
    Pointers pointers;

    @Autowired
    Writers writers;

    @Autowired
    Choosing choosing;

    @Autowired
    Books books;

    @Autowired
    Declarations declarations;

    @Autowired
    Territories territories;

    @Autowired
    Announcements announcements;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Clock clock;

    @Autowired
    Scene.Acts acts;

    @Autowired
    JdbcClient jdbc;

    @Value("${balise.outbox.folder}")
    Path outbox;

    Scene.Doctor doctor;
    Hosted preferred;
    Hosted old;
    String place;

    @BeforeEach
    void chosen() {
        doctor = stage.doctor();
        preferred = opened();
        old = opened();
        place = String.valueOf(doctor.situation().id());
        choose(preferred);
        wrote(
                old,
                "anne@a.mssante.fr",
                "paul@b.mssante.fr",
                "dpi@hopital.mssante.fr",
                "quelqu.un@exemple.test",
                "279035121518989@patient.mssante.fr",
                preferred.address().toString());
        wrote(preferred, "jean@c.mssante.fr");
    }

    private void wrote(Hosted mailbox, String... addresses) {
        writers.wrote.put(mailbox.id(), List.of(addresses));
    }

    private void choose(Hosted mailbox) {
        assertThat(choosing.choose(
                        doctor.self(),
                        Map.of(place, doctor.box(mailbox.address().toString()))))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.value()).isInstanceOf(Choosing.Chosen.Decided.class));
    }

    private Hosted opened() {
        return opened(doctor.situation());
    }

    private Hosted opened(Situation situation) {
        var address = MailAddress.parse("voix" + number++ + "@balise-essai.mssante.fr");
        directory.lists(address.toString(), situation);
        var opening = openings.open(
                address,
                MailboxType.PER,
                new Owner.OfPerson(doctor.person().nationalId()),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        return ((Opening.Opened) opening).mailbox();
    }

    private View view(Book book) {
        return ((Outcome.Done<View>) announcing.of(doctor.self(), place, book)).value();
    }

    private Set<String> everybody(Book book) {
        return view(book).people().stream().map(Correspondent::key).collect(Collectors.toSet());
    }

    private int tell(Subject subject, Book book, Set<String> keys) {
        return announcing.announce(subject, place, book, keys) instanceof Outcome.Done<Integer>(var sent) ? sent : -1;
    }

    private List<String> recipients() {
        return jdbc.sql("select recipient from outbox.message where sender = ? order by recipient")
                .param(preferred.address().toString())
                .query(String.class)
                .list();
    }

    @Test
    void thoseWhoWroteToAnotherMailboxAreToldOnceFromThePreferredOne() {
        assertThat(view(null).way()).isEqualTo(Way.OPEN);
        assertThat(view(null).old()).containsExactly(old.address());
        assertThat(view(null).people()).extracting(Correspondent::address).doesNotContain("jean@c.mssante.fr");
        assertThat(tell(doctor.self(), null, everybody(null))).isEqualTo(2);
        assertThat(tell(doctor.self(), null, everybody(null))).isZero();
        assertThat(recipients()).containsExactly("anne@a.mssante.fr", "paul@b.mssante.fr");
        assertThat(view(null).untold()).isZero();
        assertThat(acts.of(doctor.account())).contains("promotion.announce");
    }

    @Test
    void theNoticeSaysItInWordsAndInHeadersForSoftware() throws Exception {
        tell(doctor.self(), null, everybody(null));
        var notice = asItLeft("anne@a.mssante.fr");
        assertThat(notice)
                .contains("From: " + preferred.address() + "\r\n")
                .contains("Auto-Submitted: auto-generated\r\n")
                .contains("Balise-Notice: preferred-address\r\n")
                .contains("Balise-New-Address: <" + preferred.address() + ">\r\n")
                .contains("Balise-Old-Address: <" + old.address() + ">\r\n")
                .contains("Balise-Holder: " + doctor.person().nationalId().value() + "\r\n")
                .contains("Balise-Structure: " + doctor.situation().structure().nationalId() + "\r\n");
        var token = view(null).before().getFirst().token();
        assertThat(notice.replace("=\r\n", "")).contains("/note/" + token);
    }

    private String asItLeft(String to) throws Exception {
        for (int looks = 0; looks < 400; looks++) {
            var sent = jdbc.sql("select id from outbox.message where sender = ? and recipient = ? and state = 'sent'")
                    .params(preferred.address().toString(), to)
                    .query(Long.class)
                    .optional();
            if (sent.isPresent()) return Files.readString(outbox.resolve(sent.get() + ".eml"));
            Thread.sleep(50);
        }
        throw new AssertionError("no message left within twenty seconds");
    }

    @Test
    void patientsMachinesAndStrangersAreNeverWrittenTo() {
        var view = view(null);
        assertThat(view.patients()).isEqualTo(1);
        assertThat(view.software()).containsExactly("dpi@hopital.mssante.fr");
        assertThat(view.people())
                .filteredOn(one -> one.address().equals("quelqu.un@exemple.test"))
                .noneMatch(Correspondent::tellable);
        tell(doctor.self(), null, everybody(null));
        assertThat(recipients())
                .allMatch(address ->
                        address.endsWith(".mssante.fr") && !address.contains("patient") && !address.startsWith("dpi"));
    }

    @Test
    void aBookIsTakenByTheSameRules() {
        var file =
                "nom;email\nANNE Le Gall;anne@a.mssante.fr\nMarc;marc@d.mssante.fr\nMarc;MARC@d.mssante.fr\n;ne-pas-repondre@d.mssante.fr\n"
                        + ";279035121518989@patient.mssante.fr\n;moi@gmail.example\n;" + old.address() + "\n";
        var taken = books.upload(doctor.self().actor(), file.getBytes(StandardCharsets.UTF_8));
        var book = books.find(doctor.self().actor(), ((Books.Uploaded.Taken) taken).book())
                .orElseThrow();
        assertThat(view(book).people())
                .extracting(Correspondent::address)
                .containsExactlyInAnyOrder("anne@a.mssante.fr", "marc@d.mssante.fr", "moi@gmail.example");
        assertThat(view(book).people()).extracting(Correspondent::name).contains("ANNE Le Gall", "Marc");
        tell(doctor.self(), null, everybody(null));
        assertThat(tell(doctor.self(), book, everybody(book)))
                .as("Anne was told, as somebody who wrote")
                .isEqualTo(1);
        assertThat(recipients()).containsExactly("anne@a.mssante.fr", "marc@d.mssante.fr", "paul@b.mssante.fr");
    }

    @Test
    void noMoreThanSoManyADay() {
        wrote(old, "a1@a.mssante.fr", "a2@a.mssante.fr", "a3@a.mssante.fr", "a4@a.mssante.fr", "a5@a.mssante.fr");
        assertThat(tell(doctor.self(), null, everybody(null))).isEqualTo(4);
        assertThat(view(null).left()).isZero();
        assertThat(tell(doctor.self(), null, everybody(null))).isZero();
        clock.forward(Duration.ofDays(1).plusMinutes(1));
        assertThat(tell(doctor.self(), null, everybody(null))).isEqualTo(1);
    }

    @Test
    void anotherChoiceIsAnotherThingToTell() {
        tell(doctor.self(), null, everybody(null));
        choose(old);
        wrote(preferred, "anne@a.mssante.fr");
        assertThat(view(null).old()).containsExactly(preferred.address());
        assertThat(view(null).untold()).isEqualTo(1);
    }

    @Test
    void theHolderAloneSeesWhomAndSends() {
        assertThat(announcing.of(doctor.secretary(), place, null)).isInstanceOf(Outcome.Refused.class);
        assertThat(tell(doctor.secretary(), null, everybody(null))).isEqualTo(-1);
        assertThat(announcing.of(stage.doctor().self(), place, null)).isInstanceOf(Outcome.Refused.class);
        assertThat(recipients()).isEmpty();
    }

    @Test
    void nothingLeavesForAMailboxThatIsNotActiveHereAnyMoreOrThatNobodyFinds() {
        lifecycle.apply(preferred.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(view(null).way()).isIn(Way.NOT_HELD_HERE, Way.NOT_PUBLIC);
        assertThat(tell(doctor.self(), null, everybody(null))).isZero();
        assertThat(recipients()).isEmpty();
    }

    @Test
    void aMailboxThatCannotBeReadIsSaidToBeMissing() {
        writers.wrote.remove(old.id());
        assertThat(view(null).unread()).containsExactly(old.address());
    }

    @Test
    void theLinkIsOneForAllAndItsButtonIsCountedNeverBeyondTheMessages() {
        tell(doctor.self(), null, everybody(null));
        var token = view(null).before().getFirst().token();
        assertThat(announcing.behind(token).orElseThrow().address()).isEqualTo(preferred.address());
        assertThat(announcing.behind(token.substring(1) + "A")).isEmpty();
        for (int i = 0; i < 3; i++) announcing.noted(token);
        assertThat(view(null).before()).singleElement().satisfies(one -> {
            assertThat(one.messages()).isEqualTo(2);
            assertThat(one.noted()).isEqualTo(2);
        });
    }

    private Optional<AutoReply> said(Hosted mailbox) {
        return pointers.of(mailbox.id());
    }

    @Test
    void untilItsHolderWishesItNoMailboxNamesThePreferredOne() {
        assertThat(view(null).pointing().since()).isNull();
        assertThat(said(old)).isEmpty();
        assertThat(announcing.point(doctor.secretary(), place, true)).isInstanceOf(Outcome.Refused.class);
        assertThat(said(old)).isEmpty();

        announcing.point(doctor.self(), place, true);
        assertThat(said(old).orElseThrow()).satisfies(reply -> {
            assertThat(reply.newAddress()).isEqualTo(preferred.address());
            assertThat(reply.everyDays()).isEqualTo(90);
            assertThat(reply.patients()).isFalse();
            assertThat(reply.french()).contains(preferred.address().toString());
        });
        assertThat(view(null).pointing().words()).contains("Votre message est bien arrivé.");
        assertThat(said(preferred)).isEmpty();
        assertThat(acts.of(doctor.account())).contains("promotion.point", "mailbox.pointer");

        announcing.point(doctor.self(), place, false);
        assertThat(said(old)).isEmpty();
    }

    @Test
    void whatAMailboxSaysFollowsTheChoice() {
        announcing.point(doctor.self(), place, true);
        var third = opened();
        choose(third);
        assertThat(said(old).orElseThrow().newAddress()).isEqualTo(third.address());
        choose(old);
        assertThat(said(old)).as("now it is the preferred one itself").isEmpty();
    }

    @Test
    void aMailboxThatIsDepublishedIsNamedByNoneAtOnce() {
        announcing.point(doctor.self(), place, true);
        assertThat(said(old)).isPresent();
        lifecycle.apply(preferred.id(), new Command.Depublish(null), By.SYSTEM);
        awaitSilence();
    }

    @Test
    void norIsOneThatANewFileDoesNotHaveAnyMore() {
        announcing.point(doctor.self(), place, true);
        assertThat(said(old)).isPresent();
        directory.drop(preferred.address().toString(), InMemoryDirectory.NEWEST);
        publisher.publishEvent(new LoadApplied(1, clock.instant()));
        awaitSilence();
    }

    private void awaitSilence() {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (said(old).isPresent() && System.nanoTime() < end) Thread.onSpinWait();
        assertThat(said(old)).isEmpty();
    }

    /** Both have read whom to tell before one of them goes on. */
    @Test
    void ofTwoPressesForTwoPlacesOneTellsWhoeverWroteToMailboxesOfBoth() throws Exception {
        var other = directory.situation(
                doctor.person(), directory.structure("97%07d".formatted(number++), "Autre lieu"), null);
        var there = opened(other);
        wrote(there, "anne@a.mssante.fr");
        var elsewhere = String.valueOf(other.id());
        assertThat(choosing.choose(doctor.self(), Map.of(place, doctor.box(), elsewhere, doctor.box())))
                .isInstanceOf(Outcome.Done.class);
        Callable<Integer> one = () -> tell(doctor.self(), null, everybody(null));
        Callable<Integer> two = () -> announcing.announce(doctor.self(), elsewhere, null, keys(elsewhere))
                        instanceof Outcome.Done<Integer>(var sent)
                ? sent
                : -1;
        try (var presses = Executors.newFixedThreadPool(2)) {
            var sent = transaction.execute(_ -> {
                announcements.hold(doctor.person().id());
                var both = List.of(presses.submit(one), presses.submit(two));
                awaitWaiting(2);
                return both;
            });
            assertThat(sent.get(0).get() + sent.get(1).get()).isEqualTo(3);
        }
        assertThat(jdbc.sql(
                                "select count(*) from outbox.message where recipient = 'anne@a.mssante.fr' and sender = any(?)")
                        .param(new String[] {
                            old.address().toString(), there.address().toString()
                        })
                        .query(Long.class)
                        .single())
                .as("Anne is told once")
                .isOne();
    }

    private Set<String> keys(String at) {
        return ((Outcome.Done<View>) announcing.of(doctor.self(), at, null))
                .value().people().stream().map(Correspondent::key).collect(Collectors.toSet());
    }

    private void awaitWaiting(int presses) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end && waiting() < presses) Thread.onSpinWait();
        assertThat(waiting()).isEqualTo(presses);
    }

    private int waiting() {
        return jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted and database ="
                        + " (select oid from pg_database where datname = current_database())")
                .query(Integer.class)
                .single();
    }

    @Test
    void whatIsWishedStaysOutOfLineUntilTheServersWereTold() {
        long version = lifecycle.find(old.id()).orElseThrow().version();
        announcing.point(doctor.self(), place, true);
        assertThat(lifecycle.find(old.id()).orElseThrow().version()).isEqualTo(version + 1);
        announcing.point(doctor.self(), place, true);
        assertThat(lifecycle.find(old.id()).orElseThrow().version())
                .as("saying it again changes nothing")
                .isEqualTo(version + 1);
    }

    @Test
    void adoptionIsForTheHolderAloneAndMarksWhatWasDone() {
        assertThat(adoption.of(doctor.secretary(), place)).isInstanceOf(Outcome.Refused.class);
        tell(doctor.self(), null, everybody(null));
        announcing.point(doctor.self(), place, true);
        var view = ((Outcome.Done<Adoption.View>) adoption.of(doctor.self(), place)).value();
        assertThat(view.months()).hasSize(12);
        assertThat(view.old()).containsExactly(old.address());
        assertThat(view.acts())
                .extracting(Adoption.Act::kind)
                .containsExactlyInAnyOrder(Adoption.Act.Kind.CHOSEN, Adoption.Act.Kind.TOLD, Adoption.Act.Kind.POINTED);
    }

    @Test
    void whomSomebodyToldIsWrittenNowhere() {
        tell(doctor.self(), null, everybody(null));
        assertThat(jdbc.sql("select count(*) from promotion.announcement a where a::text like '%anne@%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from mailbox.notice_sent n where n::text like '%anne@%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from audit.entry e where e::text like '%anne@%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void chooseElsewhere() {
        assertThat(choosing.choose(doctor.self(), Map.of(place, doctor.box()))).isInstanceOf(Outcome.Done.class);
        assertThat(view(null).address().toString()).isEqualTo(doctor.address());
    }

    private List<String> senders() {
        return jdbc.sql("select sender || ' ' || recipient from outbox.message where sender = any(?) order by 1")
                .param(new String[] {
                    preferred.address().toString(), old.address().toString(), doctor.address()
                })
                .query(String.class)
                .list();
    }

    @Test
    void ofAMailboxElsewhereEachIsToldFromTheOneThatHeOrSheWroteTo() {
        chooseElsewhere();
        assertThat(view(null).way()).isEqualTo(Way.OPEN);
        assertThat(view(null).elsewhere()).isTrue();
        assertThat(view(null).old()).containsExactlyInAnyOrder(preferred.address(), old.address());
        assertThat(tell(doctor.self(), null, everybody(null))).isEqualTo(3);
        assertThat(senders())
                .containsExactlyInAnyOrder(
                        old.address() + " anne@a.mssante.fr",
                        old.address() + " paul@b.mssante.fr",
                        preferred.address() + " jean@c.mssante.fr");
        assertThat(jdbc.sql("select body from outbox.message where sender = ? limit 1")
                        .param(old.address().toString())
                        .query(String.class)
                        .single())
                .contains(doctor.address())
                .doesNotContain(preferred.address().toString());
        assertThat(tell(doctor.self(), null, everybody(null))).isZero();
    }

    @Test
    void andNobodyFromAMailboxThatCannotSpeakForItselfOrOutOfABook() {
        chooseElsewhere();
        var taken = books.upload(doctor.self().actor(), "email\nmarc@d.mssante.fr\n".getBytes(StandardCharsets.UTF_8));
        var book = books.find(doctor.self().actor(), ((Books.Uploaded.Taken) taken).book())
                .orElseThrow();
        assertThat(view(book).way()).isEqualTo(Way.BOOK_NOT_HELD_HERE);
        assertThat(tell(doctor.self(), book, everybody(book))).isZero();
        lifecycle.apply(old.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(view(null).old()).containsExactly(preferred.address());
        lifecycle.apply(preferred.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(view(null).way()).isEqualTo(Way.NOT_HELD_HERE);
        assertThat(senders()).isEmpty();
    }

    @Test
    void aMailboxThatIsNotTheHoldersStopsSpeakingAtOnce() {
        announcing.point(doctor.self(), place, true);
        assertThat(said(old)).isPresent();
        declarations.notMine(doctor.self(), doctor.box(old.address().toString()));
        assertThat(said(old)).isEmpty();
        assertThat(view(null).old()).as("nor is anybody told who wrote to it").isEmpty();
        assertThat(tell(
                        doctor.self(),
                        null,
                        Set.of(Telling.key(preferred.id(), MailAddress.parse("anne@a.mssante.fr")))))
                .isZero();
        assertThat(view(null).pointing().since()).isNull();
        declarations.mineAfterAll(doctor.self(), doctor.box(old.address().toString()));
        pointing.sweep();
        assertThat(said(old)).as("until it is switched on anew").isEmpty();
    }

    @Test
    void andNoneNamesOneThatIsNotTheHolders() {
        announcing.point(doctor.self(), place, true);
        declarations.notMine(doctor.self(), doctor.box(preferred.address().toString()));
        assertThat(said(old)).isEmpty();
        assertThat(announcing.of(doctor.self(), place, null)).isInstanceOf(Outcome.Refused.class);
        assertThat(recipients()).isEmpty();
    }

    @Test
    void ofTwoProcessesThatCountDepartmentsAtOnceOneCountIsKeptWhole() throws Exception {
        jdbc.sql("delete from promotion.territory").update();
        var began = new CyclicBarrier(2);
        try (var processes = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 10; round++) {
                var seen = territories.countedAt();
                var now = Instant.parse("2026-11-20T03:00:00Z").plusSeconds(round);
                Callable<Boolean> one = () -> counts(began, seen, "29", 20, now);
                Callable<Boolean> other = () -> counts(began, seen, "56", 10, now.plusMillis(1));
                assertThat(processes.invokeAll(List.of(one, other)))
                        .extracting(Future::get)
                        .containsExactlyInAnyOrder(true, false);
                assertThat(territories.all().values())
                        .as("of one count")
                        .singleElement()
                        .satisfies(months -> assertThat(months)
                                .hasSize(12)
                                .extracting(Adoption.Month::preferred)
                                .containsOnly(months.getFirst().preferred()));
            }
        } finally {
            jdbc.sql("delete from promotion.territory").update();
        }
    }

    private boolean counts(CyclicBarrier began, Optional<Instant> seen, String department, int preferred, Instant now)
            throws Exception {
        var months = IntStream.range(0, 12)
                .mapToObj(
                        month -> new Adoption.Month(YearMonth.of(2026, 1).plusMonths(month), preferred, 1, false, true))
                .toList();
        began.await();
        return Boolean.TRUE.equals(
                transaction.execute(_ -> territories.keep(new TreeMap<>(Map.of(department, months)), seen, now)));
    }
}
