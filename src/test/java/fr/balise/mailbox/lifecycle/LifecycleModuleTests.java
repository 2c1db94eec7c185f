package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.Scene.Doctor;
import fr.balise.mailbox.lifecycle.Command.Depublish;
import fr.balise.mailbox.lifecycle.Command.Erase;
import fr.balise.mailbox.lifecycle.Command.LiftHold;
import fr.balise.mailbox.lifecycle.Command.PlaceHold;
import fr.balise.mailbox.lifecycle.Command.Republish;
import fr.balise.mailbox.lifecycle.Command.Retrieve;
import fr.balise.mailbox.lifecycle.Command.Suspend;
import fr.balise.mailbox.lifecycle.Command.TakeBack;
import fr.balise.mailbox.lifecycle.Decision.Changed;
import fr.balise.mailbox.lifecycle.Decision.Refused;
import fr.balise.mailbox.lifecycle.Decision.Unchanged;
import fr.balise.mailbox.lifecycle.Opening.AlreadyOpen;
import fr.balise.mailbox.lifecycle.Opening.Opened;
import fr.balise.mailbox.lifecycle.Refusal.Why;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The closing of a mailbox on real PostgreSQL. */
@MailboxModuleTest
@Import(FakeEngine.class)
class LifecycleModuleTests {
    private static final AtomicLong NUMBER = new AtomicLong();

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Openings openings;

    @Autowired
    OwnMailboxes own;

    @Autowired
    StaffMeasures staff;

    @Autowired
    Erasures erasures;

    @Autowired
    Provisioning provisioning;

    @Autowired
    CopyingEnds copyingEnds;

    @Autowired
    ToldEnds toldEnds;

    @Autowired
    Reminders reminders;

    @Autowired
    Agreements agreements;

    @Autowired
    HostedRows rows;

    @Autowired
    EvidenceBook evidenceBook;

    @Autowired
    FakeEngine engine;

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Clock clock;

    @Autowired
    Scene.Acts acts;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    Doctor doctor;
    By holder;
    Hosted mailbox;

    @BeforeEach
    void newMailbox() {
        engine.works();
        doctor = stage.doctor();
        holder = new By("account:" + doctor.account(), "Camille ESSAI");
        mailbox = opened(address(), doctor.person().nationalId());
        directory.lists(mailbox.address().toString(), doctor.person());
    }

    private static MailAddress address() {
        return MailAddress.parse("Vie" + NUMBER.incrementAndGet() + "@balise-essai.mssante.fr");
    }

    private Hosted opened(MailAddress address, NationalPersonId person) {
        var opening = open(address, person);
        assertThat(opening).isInstanceOf(Opened.class);
        return ((Opened) opening).mailbox();
    }

    private Opening open(MailAddress address, NationalPersonId person) {
        return openings.open(
                address, MailboxType.PER, new Owner.OfPerson(person), null, Held.PARIS, new By("account:1", "x"));
    }

    private Hosted changed(Command command) {
        var decision = lifecycle.apply(mailbox.id(), command, holder);
        assertThat(decision).isInstanceOf(Changed.class);
        return ((Changed) decision).to();
    }

    private Refusal refused(Command command) {
        var decision = lifecycle.apply(mailbox.id(), command, holder);
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused) decision).why();
    }

    private void toClosing() {
        changed(new Depublish(Held.reply()));
        changed(new Retrieve(Retrieval.How.SAID));
        changed(Held.READY);
    }

    private void toErased() {
        toClosing();
        clock.forward(Duration.ofDays(31));
        changed(new Erase());
    }

    @Test
    void everyStateAndFactSurvivesTheDatabase() {
        var seen = new ArrayList<Hosted>();
        seen.add(changed(new Depublish(Held.reply("« l’été » \" \\ \n ; drop table"))));
        seen.add(changed(new Retrieve(Retrieval.How.EXPORTED)));
        seen.add(changed(Held.READY));
        seen.add(changed(new PlaceHold(Hold.LEGAL, "Réquisition")));
        seen.add(changed(new PlaceHold(Hold.INCIDENT, "Panne")));
        seen.add(changed(new Suspend("Compte compromis")));
        seen.add(changed(new LiftHold(Hold.LEGAL)));
        var expected = mailbox;
        for (var now : seen) {
            assertThat(now.version()).isEqualTo(expected.version() + 1);
            expected = now;
        }
        var closing = seen.getLast();
        assertThat(closing.state()).isInstanceOfSatisfying(State.RetrievalOnly.class, m -> {
            assertThat(m.toldTo()).isEqualTo(Held.NEW);
            assertThat(m.before()).isEqualTo(seen.getFirst().state());
            assertThat(m.by()).isEqualTo(holder);
        });
        assertThat(closing.holds()).containsOnlyKeys(Hold.INCIDENT);
        assertThat(closing.suspension()).isNotNull();
        assertThat(lifecycle.find(mailbox.id())).contains(closing);
        assertThat(changed(new TakeBack()).state()).isEqualTo(seen.getFirst().state());
        assertThat(lifecycle.history(mailbox.id()))
                .extracting(Happened::act)
                .containsExactly(
                        "open",
                        "depublish",
                        "retrieve",
                        "request-deletion",
                        "place-hold",
                        "place-hold",
                        "suspend",
                        "lift-hold",
                        "take-back");
    }

    @Test
    void oneCommitHoldsStateHistoryEventAndTrace() {
        changed(new Depublish(Held.reply()));
        assertThat(acts.of(doctor.account())).containsExactly("mailbox.depublish");
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    changed(new Republish());
                    throw new IllegalStateException("the outage");
                }))
                .hasMessage("the outage");
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().state()).isInstanceOf(State.Depublished.class);
        assertThat(lifecycle.history(mailbox.id())).extracting(Happened::act).containsExactly("open", "depublish");
        assertThat(traced()).containsExactly("mailbox.open", "mailbox.depublish");
    }

    /** What the audit room kept of this mailbox. */
    private List<@Nullable String> traced() {
        return jdbc.sql("select action from audit.entry where target = :target order by id")
                .param("target", "mailbox:" + mailbox.id())
                .query(String.class)
                .list();
    }

    @Test
    void tracesHoldNoAddressAndNoText() {
        toErased();
        var kept = jdbc.sql("select before || after from audit.entry where target = :target")
                .param("target", "mailbox:" + mailbox.id())
                .query(String.class)
                .list();
        assertThat(kept)
                .hasSize(5)
                .allMatch(values -> values != null && !values.contains("@") && !values.contains("adresse"));
    }

    @Test
    void ofTwoDifferentActsAtOnceOneIsDoneAndTheOtherIsToldSo() throws Exception {
        for (int round = 0; round < 20; round++) {
            newMailbox();
            var both = atOnce(
                    () -> lifecycle.apply(mailbox.id(), new Depublish(Held.reply()), holder, 0L),
                    () -> lifecycle.apply(mailbox.id(), new Suspend("Compte compromis"), Held.STAFF, 0L));
            assertThat(both).filteredOn(Changed.class::isInstance).hasSize(1);
            assertThat(both)
                    .filteredOn(Refused.class::isInstance)
                    .singleElement()
                    .satisfies(refused ->
                            assertThat(((Refused) refused).why().why()).isEqualTo(new Why.ChangedMeanwhile()));
            assertThat(lifecycle.find(mailbox.id()).orElseThrow().version()).isEqualTo(1);
        }
    }

    @Test
    void whoPressesTwiceIsNotRefused() throws Exception {
        for (int round = 0; round < 20; round++) {
            newMailbox();
            Callable<Decision> press = () -> lifecycle.apply(mailbox.id(), new Depublish(Held.reply()), holder, 0L);
            var both = atOnce(press, press);
            assertThat(both).noneMatch(Refused.class::isInstance);
            assertThat(both).filteredOn(Changed.class::isInstance).hasSize(1);
            assertThat(lifecycle.history(mailbox.id())).hasSize(2);
        }
    }

    private static List<Decision> atOnce(Callable<Decision> one, Callable<Decision> other) throws Exception {
        var start = new CyclicBarrier(2);
        try (var two = Executors.newFixedThreadPool(2)) {
            var results = new ArrayList<Decision>();
            for (var done : List.of(waiting(start, one), waiting(start, other)).stream()
                    .map(two::submit)
                    .toList()) results.add(done.get());
            return results;
        }
    }

    private static Callable<Decision> waiting(CyclicBarrier start, Callable<Decision> act) {
        return () -> {
            start.await();
            return act.call();
        };
    }

    @Test
    void aPageThatIsOutOfDateIsToldSo() {
        changed(new Depublish(Held.reply()));
        var decision = lifecycle.apply(mailbox.id(), new Republish(), holder, 0L);
        assertThat(((Refused) decision).why().why()).isEqualTo(new Why.ChangedMeanwhile());
        assertThat(((Refused) decision).why().possible()).contains(Act.REPUBLISH);
    }

    @Test
    void withoutKnowingWhatIsInsideNothingIsAskedToBeDeleted() {
        changed(new Depublish(Held.reply()));
        changed(new Retrieve(Retrieval.How.SAID));
        engine.tellsNothing(mailbox.id());
        assertThat(refused(Held.READY).why()).isEqualTo(new Why.Gated(List.of(new Gate.Unknown())));
    }

    @Test
    void whatIsDueIsErasedByItselfAndNothingElse() {
        toClosing();
        var due = mailbox;
        newMailbox();
        toClosing();
        changed(new PlaceHold(Hold.LEGAL, "Réquisition"));
        clock.forward(Duration.ofDays(29));
        erasures.round();
        assertThat(lifecycle.find(due.id()).orElseThrow().state()).isInstanceOf(State.RetrievalOnly.class);
        clock.forward(Duration.ofDays(1));
        engine.keepsNoMail();
        erasures.round();
        assertThat(lifecycle.find(due.id()).orElseThrow().state()).isInstanceOf(State.RetrievalOnly.class);
        engine.works();
        erasures.round();
        assertThat(lifecycle.find(due.id()).orElseThrow().state()).isInstanceOf(State.Erased.class);
        assertThat(lifecycle.history(due.id()).getLast().by()).isEmpty();
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().state()).isInstanceOf(State.RetrievalOnly.class);
    }

    @Test
    void anErasedAddressIsNeverGivenAgain() {
        toErased();
        assertThat(lifecycle.find(mailbox.id()).orElseThrow().state())
                .isInstanceOfSatisfying(State.Erased.class, end -> {
                    assertThat(end.tombstone().toldTo()).isEqualTo(Held.NEW);
                    assertThat(end.tombstone().toldUntil()).isNotNull();
                });
        var other = stage.doctor().person().nationalId();
        var spelled = MailAddress.parse(mailbox.address().toString().toUpperCase(Locale.ROOT));
        for (var address : List.of(mailbox.address(), spelled)) {
            assertThat(open(address, other)).isEqualTo(new Opening.Refused(Opening.Why.NOT_AVAILABLE));
            assertThat(open(address, doctor.person().nationalId())).isEqualTo(new Opening.Refused(Opening.Why.ERASED));
        }
    }

    @Test
    void evenTheDatabaseRefusesToForgetWhoHadAnAddress() {
        toErased();
        for (var forgetting : List.of(
                "delete from mailbox.tombstone where hosted = :id",
                "delete from mailbox.hosted where id = :id",
                "update mailbox.tombstone set owner = 'person:8x' where hosted = :id",
                "update mailbox.hosted set address = 'x@y' where id = :id",
                "update mailbox.hosted set owner = 'person:8x' where id = :id",
                "update mailbox.hosted set state = 'active', retrieved_at = null where id = :id"))
            assertThatThrownBy(() -> jdbc.sql(forgetting)
                            .param("id", mailbox.id().value())
                            .update())
                    .as(forgetting)
                    .hasMessageContaining("stays with its first owner");
    }

    @Test
    void anAddressIsGivenToOneOwnerAlone() throws Exception {
        assertThat(open(mailbox.address(), doctor.person().nationalId())).isInstanceOf(AlreadyOpen.class);
        assertThat(open(mailbox.address(), stage.doctor().person().nationalId()))
                .isEqualTo(new Opening.Refused(Opening.Why.NOT_AVAILABLE));
        var fresh = address();
        var first = stage.doctor().person().nationalId();
        var second = stage.doctor().person().nationalId();
        var given = new AtomicInteger();
        atOnce(() -> count(given, open(fresh, first)), () -> count(given, open(fresh, second)));
        assertThat(given).hasValue(1);
    }

    private static Decision count(AtomicInteger given, Opening opening) {
        if (opening instanceof Opened) given.incrementAndGet();
        return new Unchanged(Held.active());
    }

    @Test
    void anAddressThatTheNationalFilesKnowOfSomebodyElseIsNotGiven() {
        var address = address();
        directory.listsNoMore(address.toString(), stage.doctor().person(), InMemoryDirectory.LEFT);
        assertThat(open(address, doctor.person().nationalId()))
                .isEqualTo(new Opening.Refused(Opening.Why.NOT_AVAILABLE));
        var own = address();
        directory.listsNoMore(own.toString(), doctor.person(), InMemoryDirectory.LEFT);
        assertThat(open(own, doctor.person().nationalId())).isInstanceOf(Opened.class);
    }

    @Test
    void onlyAddressesThatEveryServerCarriesAreGiven() {
        var person = doctor.person().nationalId();
        for (var bad : List.of("a+b", "a*b", "a%b", "a/b", "a..b", ".a", "a.", "é", "a\"b", "a\\b", "a:b", "a;b"))
            assertThat(open(new MailAddress(bad, "balise-essai.mssante.fr"), person))
                    .as(bad)
                    .isEqualTo(new Opening.Refused(Opening.Why.NOT_AN_ADDRESS));
        assertThat(open(MailAddress.parse("a.b-c_d@ailleurs.mssante.fr"), person))
                .isEqualTo(new Opening.Refused(Opening.Why.OTHER_DOMAIN));
        assertThat(open(MailAddress.parse("j.o-c_d'e" + NUMBER.get() + "@balise-essai.mssante.fr"), person))
                .isInstanceOf(Opened.class);
    }

    @Test
    void nobodyActsOnTheMailboxOfSomebodyElse() {
        var box = doctor.box(mailbox.address().toString());
        assertThat(own.find(doctor.self(), box).isDone()).isTrue();
        assertThat(own.find(stage.doctor().self(), box).isDone()).isFalse();
        assertThat(own.apply(doctor.secretary(), box, new Depublish(null), 0).isDone())
                .isFalse();
        for (var command : List.of(new Erase(), new LiftHold(Hold.LEGAL), new Command.Resume()))
            assertThat(own.apply(doctor.self(), box, command, 0).isDone()).isFalse();
        assertThat(own.apply(doctor.self(), box, new Depublish(null), 0)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void measuresAreForStaffAndStaffHaveNothingElse() {
        var operator = new Actor(9, "Exploitant", null, Set.of(Actor.Role.OPERATOR));
        var manager = new Actor(10, "DSI", null, Set.of(Actor.Role.MANAGER));
        assertThat(staff.apply(manager, mailbox.id(), new Suspend("x")).isDone())
                .isFalse();
        for (var command : List.of(new Depublish(null), Held.READY, new Erase()))
            assertThat(staff.apply(operator, mailbox.id(), command).isDone()).isFalse();
        assertThat(staff.apply(operator, mailbox.id(), new Suspend("Compte compromis")))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void mailIsCopiedOnlyToAnActiveMailboxOfTheSameOwner() {
        var mine = opened(address(), doctor.person().nationalId());
        var theirs = opened(address(), stage.doctor().person().nationalId());
        assertThat(refused(new Depublish(copying(theirs.address()))).why())
                .isEqualTo(new Why.CopyNotAllowed(Transfer.Because.OTHER_CONTROLLER));
        assertThat(refused(new Depublish(copying(Held.NEW))).why())
                .isEqualTo(new Why.CopyNotAllowed(Transfer.Because.NOT_ACTIVE_HERE));
        changed(new Depublish(copying(mine.address())));
    }

    @Test
    void onceTheMailboxThatCopiesGoToIsClosedTheReplyNoLongerSaysThatMailIsCopied() {
        var mine = opened(address(), doctor.person().nationalId());
        changed(new Depublish(copying(mine.address())));
        copyingEnds.round();
        assertThat(fate()).isEqualTo(AutoReply.Fate.COPIED);
        assertThat(lifecycle.isEnding(mine.address())).isFalse();
        lifecycle.apply(mine.id(), new Depublish(null), holder);
        copyingEnds.round();
        assertThat(fate()).isEqualTo(AutoReply.Fate.NOT_READ);
        assertThat(lifecycle.isEnding(mine.address())).isTrue();
    }

    private AutoReply.Fate fate() {
        var state =
                (State.Depublished) lifecycle.find(mailbox.id()).orElseThrow().state();
        return Objects.requireNonNull(state.reply()).fate();
    }

    @Test
    void anAgreementIsNotedByStaffOnceAndForOneUse() {
        var operator = new Actor(9, "Exploitant", null, Set.of(Actor.Role.OPERATOR));
        var manager = new Actor(10, "DSI", null, Set.of(Actor.Role.MANAGER));
        var letter = new Agreements.Paper("Le directeur", LocalDate.of(2020, 1, 31), "lettre du 3 novembre");
        var use = Transfer.Use.COPY;
        assertThat(agreements.agree(manager, mailbox.id(), use, letter).isDone())
                .isFalse();
        assertThat(agreements
                        .agree(operator, mailbox.id(), use, new Agreements.Paper("x", LocalDate.of(2020, 1, 31), " "))
                        .isDone())
                .isFalse();
        assertThat(agreements
                        .agree(operator, mailbox.id(), use, new Agreements.Paper("x", LocalDate.MAX, "lettre"))
                        .isDone())
                .as("a day to come")
                .isFalse();
        assertThat(agreements.agree(operator, mailbox.id(), use, letter)).isEqualTo(Outcome.done(true));
        assertThat(agreements.agree(operator, mailbox.id(), use, letter)).isEqualTo(Outcome.done(false));
        assertThat(agreements.agreed(mailbox.id(), use)).isTrue();
        assertThat(agreements.agreed(mailbox.id(), Transfer.Use.EXPORT)).isFalse();

        assertThat(agreements.all(manager).isDone()).isFalse();
        var listed = ((Outcome.Done<List<Agreements.Agreement>>) agreements.all(operator))
                .value().stream()
                        .filter(one -> one.address().equals(mailbox.address()))
                        .toList();
        assertThat(listed).hasSize(1);
        assertThat(agreements.revoke(manager, listed.getFirst().id()).isDone()).isFalse();
        assertThat(agreements.revoke(operator, listed.getFirst().id())).isEqualTo(Outcome.done(true));
        assertThat(agreements.revoke(operator, listed.getFirst().id())).isEqualTo(Outcome.done(false));
        assertThat(agreements.agreed(mailbox.id(), use)).isFalse();
        assertThat(agreements.agree(operator, mailbox.id(), use, letter))
                .as("again")
                .isEqualTo(Outcome.done(true));
        assertThat(acts.of(9)).contains("mailbox.transfer-revoked");
        assertThat(acts.of(9)).contains("mailbox.transfer-agreed");
    }

    private static AutoReply copying(MailAddress to) {
        return new AutoReply(to, "a", "b", AutoReply.Fate.COPIED, Held.TODAY, null, 30, false);
    }

    private long reminded() {
        reminders.round();
        return jdbc.sql("select count(*) from mailbox.closing_reminder where hosted = :id")
                .param("id", mailbox.id().value())
                .query(Long.class)
                .single();
    }

    @Test
    void theHolderIsRemindedOnceForEachOfItsDaysWhileTheWaitingTimeRuns() {
        toClosing();
        assertThat(reminded()).isZero();
        clock.forward(Duration.ofDays(16));
        assertThat(reminded()).isEqualTo(1);
        assertThat(reminded()).isEqualTo(1);
        clock.forward(Duration.ofDays(7));
        assertThat(reminded()).isEqualTo(2);
        changed(new TakeBack());
        clock.forward(Duration.ofDays(6));
        assertThat(reminded()).isEqualTo(2);
    }

    /** Each that held one connection and waited for a second would stop all the others. */
    @Test
    void manyAreFoundAtOnceWithFewConnections() throws Exception {
        changed(new PlaceHold(Hold.LEGAL, "Litige"));
        var everybody = new CyclicBarrier(40);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> look = () -> {
                everybody.await();
                return rows.find(mailbox.id()).orElseThrow().holds().containsKey(Hold.LEGAL);
            };
            var began = System.nanoTime();
            for (var found : threads.invokeAll(java.util.Collections.nCopies(40, look)))
                assertThat(found.get()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void theEngineIsToldOfEachChangeUntilItObeyed() {
        await(() -> engine.told(mailbox.id()) >= 1 && rows.isInLine(mailbox.id()));
        engine.isDown();
        changed(new Depublish(Held.reply()));
        await(() -> engine.told(mailbox.id()) >= 2);
        assertThat(rows.isInLine(mailbox.id())).isFalse();
        provisioning.sweep();
        assertThat(rows.isInLine(mailbox.id())).isFalse();
        engine.works();
        provisioning.sweep();
        assertThat(rows.isInLine(mailbox.id())).isTrue();
        var told = engine.told(mailbox.id());
        provisioning.sweep();
        assertThat(engine.told(mailbox.id())).isEqualTo(told); // what is in line is left alone
    }

    @Test
    void oneEngineThatFailsKeepsNoOtherFromBeingTold() {
        var broken = new FakeEngine();
        broken.isDown();
        var good = new FakeEngine();
        var both = new ObjectProvider<Engine>() {
            @Override
            public Stream<Engine> orderedStream() {
                return Stream.of(broken, good);
            }
        };
        new Provisioning(rows, both, Runnable::run).bringInLine(List.of(mailbox.id()));
        assertThat(broken.told(mailbox.id())).isEqualTo(1);
        assertThat(good.told(mailbox.id())).isEqualTo(1);
    }

    @Test
    void whenTheTimeIsOverForWhichSendersLearnTheNewAddressTheServersAreToldOnce() {
        toErased();
        await(() -> rows.isInLine(mailbox.id()));
        toldEnds.round();
        assertThat(rows.isInLine(mailbox.id())).as("it is not over yet").isTrue();
        clock.forward(Duration.ofDays(4_000));
        toldEnds.round();
        assertThat(rows.isInLine(mailbox.id())).isFalse();
        provisioning.sweep();
        assertThat(rows.isInLine(mailbox.id())).isTrue();
        toldEnds.round();
        assertThat(rows.isInLine(mailbox.id())).isTrue();
    }

    @Test
    void evidenceIsOnlyAddedToAndTraced() {
        var noticed = new Evidence.Noticed(Held.TODAY, Evidence.Channel.LETTER);
        var opposed = new Evidence.Opposed(Held.TODAY.plusDays(3), Evidence.Way.TELEPHONE);
        for (var evidence : List.of(noticed, opposed, noticed, new Evidence.Proposed(Held.TODAY)))
            evidenceBook.note(mailbox.id(), evidence, holder);
        assertThat(evidenceBook.of(mailbox.id())).containsExactly(noticed, opposed, new Evidence.Proposed(Held.TODAY));
        assertThat(acts.of(doctor.account()))
                .containsExactly(
                        "mailbox.inactivity-noticed", "mailbox.inactivity-opposed", "mailbox.inactivity-proposed");
        for (var change : List.of(
                "update mailbox.inactivity_evidence set on_day = on_day + 1 where hosted = :id",
                "delete from mailbox.inactivity_evidence where hosted = :id"))
            assertThatThrownBy(() ->
                            jdbc.sql(change).param("id", mailbox.id().value()).update())
                    .hasMessageContaining("only added to");
        assertThat(lifecycle.find(mailbox.id())).contains(mailbox); // nothing was done to it
    }

    private static void await(BooleanSupplier so) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within twenty seconds").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
