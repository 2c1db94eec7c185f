package fr.balise.mailbox.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.Agreements;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Retrieval;
import fr.balise.mailbox.takeout.Copies.Ordered;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.ElsewhereMail;
import fr.balise.mailstore.ElsewhereMail.Credential;
import fr.balise.mailstore.InMemoryElsewhere;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailDomains;
import fr.balise.mailstore.MailStore;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.unit.DataSize;

/** Everything from one mailbox into another: once, whole, as it was, whatever breaks meanwhile. */
@NullUnmarked
@MailboxModuleTest
@TestPropertySource(
        properties = {
            "balise.mailbox.takeout.step=0s",
            "balise.jobs.poll=200ms",
            "balise.mailbox.own-domains=balise-essai.mssante.fr,accord-essai.mssante.fr",
            "balise.mailbox.transfer.domains[accord-essai.mssante.fr].copy=agreement",
            "balise.mailbox.transfer.domains[ailleurs-essai.mssante.fr].copy=allowed"
        })
@Import(CopyModuleTests.Hall.class)
class CopyModuleTests {
    private static final Instant THEN = Instant.parse("2026-03-29T00:59:59Z");
    private static final Actor OPERATOR = new Actor(9, "Exploitant", null, Set.of(Actor.Role.OPERATOR));
    private static final AccountId OTHER_OPERATOR = new AccountId(9_000_000);
    private static final Credential.AppPassword GOOD = new Credential.AppPassword("good");
    private static int number;

    static class Hall {
        @Bean
        @Primary
        InMemoryMailStore memory() {
            return new InMemoryMailStore();
        }

        @Bean
        @Primary
        ElsewhereMail otherOperator(InMemoryMailStore memory) {
            return new InMemoryElsewhere(memory, OTHER_OPERATOR, GOOD);
        }

        @Bean
        Copies copies(
                CopyRows rows,
                fr.balise.jobs.Jobs jobs,
                MailStore store,
                Sources sources,
                MailAccounts accounts,
                fr.balise.mailbox.lifecycle.Transfers transfers,
                org.springframework.transaction.support.TransactionTemplate transaction,
                org.springframework.context.ApplicationEventPublisher events,
                java.time.InstantSource clock) {
            return new Copies(rows, jobs, store, sources, accounts, transfers, transaction, events, clock);
        }
    }

    @Autowired
    Copies copies;

    @Autowired
    CopyWork work;

    @Autowired
    CopyRows rows;

    @Autowired
    InMemoryMailStore store;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailDomains domains;

    @Autowired
    Scene.Stage stage;

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
    Agreements agreements;

    @Autowired
    ElsewhereConnections connections;

    Scene.Doctor doctor;
    Hosted old;
    Hosted active;

    @BeforeEach
    void twoMailboxesOfOnePerson() {
        doctor = stage.doctor();
        old = opened("ancienne", doctor);
        active = opened("active", doctor);
    }

    private Hosted opened(String name, Scene.Doctor of) {
        return opened(name, of, "balise-essai.mssante.fr");
    }

    private Hosted opened(String name, Scene.Doctor of, String domain) {
        var address = MailAddress.parse(name + number++ + "@" + domain);
        directory.lists(address.toString(), of.person());
        var owner = new Owner.OfPerson(of.person().nationalId());
        var opening = openings.open(address, MailboxType.PER, owner, null, ZoneId.of("Europe/Paris"), By.SYSTEM);
        var mailbox = ((Opening.Opened) opening).mailbox();
        domains.host(Set.of(address.domain()));
        accounts.open(account(mailbox), address);
        return mailbox;
    }

    private static AccountId account(Hosted mailbox) {
        return new AccountId(mailbox.id().value());
    }

    private void receives(String folder, int seed, String... flags) {
        var body = new StringBuilder();
        var random = new Random(seed);
        while (body.length() < 400) body.append(random.nextLong()).append("\r\n");
        var message = InMemoryMailStore.message(
                "From: <envoi@hopital.mssante.fr>", "Subject: Compte rendu " + seed, "", body.toString());
        try (var open = store.open(account(old))) {
            open.append(
                    folder, Set.of(flags), THEN.plusSeconds(seed), message.length, new ByteArrayInputStream(message));
        }
    }

    private void someMail() {
        for (int n = 0; n < 9; n++) receives("INBOX", n, n % 2 == 0 ? "\\Seen" : "$BaliseFiled");
        receives("Archives/Été 2025", 20, "\\Flagged", "\\Seen");
        receives("INBOX", 3); // the same octets twice: two messages for its holder
        receives("Trash", 21);
    }

    /** Folder, date, flags and octets of each message: what must be the same on both sides. */
    private TreeMap<String, Integer> held(Hosted mailbox, String below) throws Exception {
        var all = new TreeMap<String, Integer>();
        try (var open = store.open(account(mailbox))) {
            for (var folder : open.folders()) {
                if (!folder.name().startsWith(below)) continue;
                var uids = open.uids(folder.name(), 0);
                open.read(
                        folder.name(),
                        uids,
                        (envelope, octets) -> all.merge(
                                folder.name().substring(below.length()) + " " + envelope.received() + " "
                                        + new java.util.TreeSet<>(envelope.flags()) + " "
                                        + java.util.Arrays.hashCode(octets.readAllBytes()),
                                1,
                                Integer::sum));
            }
        }
        return all;
    }

    private void everythingIsThereOnce() throws Exception {
        assertThat(held(active, old.address().key() + "/")).isNotEmpty().isEqualTo(held(old, ""));
    }

    private Copy ordered() {
        assertThat(copies.order(doctor.self().actor(), old, active)).isEqualTo(new Ordered.Begun());
        return copies.mine(doctor.self().actor(), old).orElseThrow();
    }

    private Job ended(Copy copy) throws InterruptedException {
        for (int looks = 0; looks < 600; looks++) {
            var job = copies.job(copy);
            if (job != null && job.state().hasEnded()) return job;
            Thread.sleep(50);
        }
        throw new AssertionError("not ended: " + copies.job(copy));
    }

    @Test
    void everyMessageIsCopiedWithItsFolderItsFlagsAndItsDate() throws Exception {
        someMail();
        var preview = copies.look(old, java.util.List.of(active)).orElseThrow().getFirst();
        assertThat(preview.messages()).isEqualTo(12);
        assertThat(preview.fits()).isTrue();
        assertThat(preview.policy().allowed()).isTrue();

        assertThat(ended(ordered()).state()).isEqualTo(Job.State.DONE);

        everythingIsThereOnce();
        assertThat(held(active, old.address().key() + "/Archives/Été 2025")).hasSize(1);
        assertThat(copies.mine(doctor.self().actor(), old).orElseThrow().messages())
                .isEqualTo(12);
        assertThat(acts.of(doctor.account())).contains("mailbox.copy", "mailbox.copied");
    }

    @Test
    void whatIsMarkedToBeDeletedIsCopiedWithoutTheMark() throws Exception {
        receives("INBOX", 1, "\\Deleted", "\\Seen");
        ended(ordered());
        assertThat(held(active, old.address().key() + "/").firstKey()).contains("[\\Seen]");
    }

    @Test
    void aSecondOrderBringsOnlyWhatIsNew() throws Exception {
        someMail();
        ended(ordered());
        assertThat(copies.order(doctor.self().actor(), old, active)).isEqualTo(new Ordered.NothingNew());
        receives("INBOX", 40);
        receives("Nouveau", 41);
        var preview = copies.look(old, java.util.List.of(active)).orElseThrow().getFirst();
        assertThat(preview.messages()).isEqualTo(2);
        assertThat(preview.before()).isEqualTo(12);
        ended(ordered());
        everythingIsThereOnce();
    }

    /** Dies at its steps; its place is in the rows, so nothing of a turn is handed to the next one. */
    private record Dying(Job job, int[] left) implements Run {
        @Override
        public void reach(String place, long done, long total) {
            if (left[0]-- <= 0) throw new IllegalStateException("killed");
        }

        @Override
        public void reach(String place, long done, long total, String words) {
            reach(place, done, total);
        }
    }

    private Job job(long copy) {
        var now = clock.instant();
        return new Job(
                new JobId(1),
                CopyWork.KIND,
                5,
                "x",
                Long.toString(copy),
                Job.State.RUNNING,
                "",
                0,
                0,
                "",
                "",
                "",
                now,
                now,
                null);
    }

    private long noted() {
        long id = rows.add(new MailSource.Held(old.id()), active.id(), 5, By.SYSTEM, clock.instant());
        rows.begun(id, new JobId(1));
        return id;
    }

    @Test
    void killedAtEveryStepNothingIsMissingAndNothingIsThereTwice() throws Exception {
        someMail();
        long id = noted();
        int deaths = 0;
        while (true) {
            try {
                assertThat(work.run(new Dying(job(id), new int[] {deaths % 3}))).isInstanceOf(Work.Outcome.Done.class);
                break;
            } catch (IllegalStateException killed) {
                assertThat(++deaths).isLessThan(200);
            }
        }
        assertThat(deaths).isGreaterThan(5);
        everythingIsThereOnce();
    }

    @Test
    void aMessageThatWasPutButNotNotedIsNotPutAgain() throws Exception {
        someMail();
        long id = noted();
        int breaks = 0;
        while (true) {
            store.breakAfter(1 + breaks % 4); // the last of them is there, unknown to us
            try {
                assertThat(work.run(new Dying(job(id), new int[] {1_000}))).isInstanceOf(Work.Outcome.Done.class);
                break;
            } catch (MailStore.Unavailable broken) {
                assertThat(++breaks).isLessThan(100);
            }
        }
        store.breakAfter(Integer.MAX_VALUE);
        assertThat(breaks).isGreaterThan(3);
        everythingIsThereOnce();
    }

    @Test
    void aTargetThatGetsFullStopsItWithASentenceAndRoomLetsItGoOn() throws Exception {
        someMail();
        store.room(account(active), DataSize.ofBytes(2_000));
        var copy = ordered();
        var job = ended(copy);
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.failure()).isEqualTo("mailbox.copy.failed.full");
        assertThat(held(active, old.address().key() + "/")).isNotEmpty();
        assertThat(lifecycle.find(old.id()).orElseThrow().retrieval()).isNull();

        store.room(account(active), DataSize.ofMegabytes(1));
        assertThat(copies.again(doctor.self().actor(), copy)).isTrue();
        for (int looks = 0; looks < 600 && copies.job(copy).state() != Job.State.DONE; looks++) Thread.sleep(50);
        everythingIsThereOnce();
    }

    @Test
    void nothingIsOrderedThatTheQuotaOrThePolicyForbids() {
        someMail();
        accounts.quota(account(active), DataSize.ofBytes(100));
        assertThat(copies.order(doctor.self().actor(), old, active)).isInstanceOf(Ordered.NoRoom.class);
        var stranger = opened("autre", stage.doctor());
        assertThat(copies.order(doctor.self().actor(), old, stranger)).isInstanceOf(Ordered.NotAllowed.class);
        store.down(true);
        assertThat(copies.order(doctor.self().actor(), old, active)).isEqualTo(new Ordered.Unknown());
        store.down(false);
        assertThat(copies.mine(doctor.self().actor(), old)).isEmpty();
    }

    @Test
    void aTargetThatIsClosedMeanwhileReceivesNothing() throws Exception {
        someMail();
        long id = noted();
        lifecycle.apply(active.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(work.run(new Dying(job(id), new int[] {9})))
                .isEqualTo(new Work.Outcome.GivenUp("mailbox.copy.failed.not-allowed"));
        assertThat(held(active, "")).isEmpty();
    }

    @Test
    void anAgreementThatIsWithdrawnStopsTheCopyBetweenTwoMessagesAndWhatIsCopiedStays() throws Exception {
        old = opened("hopital", doctor, "accord-essai.mssante.fr");
        someMail();
        assertThat(copies.order(doctor.self().actor(), old, active)).isInstanceOf(Ordered.NotAllowed.class);
        long agreement = agreed();
        long id = noted();
        var steps = new java.util.concurrent.atomic.AtomicInteger();

        var outcome = work.run(new Watched(job(id), () -> {
            if (steps.incrementAndGet() == 4)
                assertThat(agreements.revoke(OPERATOR, agreement).isDone()).isTrue();
        }));

        assertThat(outcome).isEqualTo(new Work.Outcome.GivenUp("mailbox.copy.failed.not-allowed"));
        assertThat(steps).hasValue(4); // the next one asked first
        var copied = held(active, old.address().key() + "/").values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(copied).isBetween(3, 6);
        assertThat(held(old, "").values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(12);
        assertThat(lifecycle.find(old.id()).orElseThrow().retrieval()).isNull();
        assertThat(copies.order(doctor.self().actor(), old, active)).isInstanceOf(Ordered.NotAllowed.class);

        agreed();
        assertThat(work.run(new Watched(job(id), () -> {}))).isInstanceOf(Work.Outcome.Done.class);
        everythingIsThereOnce();
    }

    private long agreed() {
        var paper = new Agreements.Paper("Le directeur", java.time.LocalDate.of(2020, 1, 31), "lettre");
        assertThat(agreements
                        .agree(OPERATOR, old.id(), fr.balise.mailbox.lifecycle.Transfer.Use.COPY, paper)
                        .isDone())
                .isTrue();
        return ((fr.balise.mailbox.Outcome.Done<java.util.List<Agreements.Agreement>>) agreements.all(OPERATOR))
                .value().stream()
                        .filter(one -> one.address().equals(old.address()) && one.holds())
                        .findFirst()
                        .orElseThrow()
                        .id();
    }

    /** Goes on, and somebody acts at each of its steps. */
    private record Watched(Job job, Runnable meanwhile) implements Run {
        @Override
        public void reach(String place, long done, long total) {
            meanwhile.run();
        }

        @Override
        public void reach(String place, long done, long total, String words) {
            meanwhile.run();
        }
    }

    @Test
    void aSuspendedAccessMovesNothing() {
        someMail();
        lifecycle.apply(old.id(), new Command.Suspend("Départ"), By.SYSTEM);
        assertThat(copies.order(doctor.self().actor(), lifecycle.find(old.id()).orElseThrow(), active))
                .isEqualTo(new Ordered.Suspended());
    }

    @Test
    void aWholeCopySinceTheDepublicationCountsAsRetrievedAndAnEarlierOneDoesNot() throws Exception {
        someMail();
        ended(ordered());
        clock.forward(Duration.ofMinutes(1));
        lifecycle.apply(old.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(lifecycle.find(old.id()).orElseThrow().retrieval()).isNull();
        old = lifecycle.find(old.id()).orElseThrow();

        ended(ordered()); // nothing new, and now that is known

        assertThat(lifecycle.find(old.id()).orElseThrow().retrieval().how()).isEqualTo(Retrieval.How.COPIED);
        everythingIsThereOnce();
    }

    @Test
    void whoeverDidNotOrderItDoesNotSeeIt() throws Exception {
        someMail();
        ended(ordered());
        assertThat(copies.mine(stage.doctor().self().actor(), old)).isEmpty();
    }

    /** A mailbox at another operator with the same mail as {@code old}, connected by the doctor. */
    private MailSource.Elsewhere connected() throws Exception {
        store.erase(OTHER_OPERATOR);
        try (var from = store.open(account(old));
                var to = store.open(OTHER_OPERATOR)) {
            for (var folder : from.folders())
                from.read(folder.name(), from.uids(folder.name(), 0), (envelope, octets) -> {
                    var whole = octets.readAllBytes();
                    to.append(
                            folder.name(),
                            envelope.flags(),
                            envelope.received(),
                            whole.length,
                            new ByteArrayInputStream(whole));
                });
        }
        var address = MailAddress.parse("ancienne" + number++ + "@ailleurs-essai.mssante.fr");
        connections.keep(doctor.account(), address, GOOD);
        return new MailSource.Elsewhere(BoxId.of(doctor.person().nationalId(), address), address);
    }

    @Test
    void fromAnotherOperatorEverythingComesOnceAndNothingChangesThere() throws Exception {
        someMail();
        var source = connected();
        var actor = doctor.self().actor();
        var seen = (Copies.Looked.Seen) copies.look(actor, source, java.util.List.of(active));
        assertThat(seen.previews().getFirst().messages()).isEqualTo(12);

        assertThat(copies.order(actor, source, active)).isEqualTo(new Ordered.Begun());
        assertThat(ended(copies.mine(actor, source).orElseThrow()).state()).isEqualTo(Job.State.DONE);

        assertThat(held(active, source.address().key() + "/")).isEqualTo(held(old, ""));
        assertThat(copies.order(actor, source, active)).isEqualTo(new Ordered.NothingNew());
        assertThat(copies.mine(stage.doctor().self().actor(), source)).isEmpty();
        assertThat(acts.of(doctor.account())).contains("mailbox.copy", "mailbox.copied");
    }

    @Test
    void aPasswordThatIsRemovedMeanwhileStopsItAndWhatIsCopiedStays() throws Exception {
        someMail();
        var source = connected();
        long id = rows.add(source, active.id(), doctor.account(), By.SYSTEM, clock.instant());
        rows.begun(id, new JobId(1));
        var steps = new int[1];
        var outcome = work.run(new Run() {
            @Override
            public Job job() {
                return CopyModuleTests.this.job(id);
            }

            @Override
            public void reach(String place, long done, long total) {
                if (++steps[0] == 3) connections.forget(doctor.account(), source.address());
            }

            @Override
            public void reach(String place, long done, long total, String words) {
                reach(place, done, total);
            }
        });
        assertThat(outcome).isEqualTo(new Work.Outcome.GivenUp("mailbox.takeout.failed.disconnected"));
        assertThat(held(active, source.address().key() + "/")).isNotEmpty();
        assertThat(copies.order(doctor.self().actor(), source, active))
                .isEqualTo(new Ordered.NotOpened("mailbox.takeout.failed.disconnected"));
    }

    @Test
    void aPasswordThatIsNoLongerGoodIsSaidAndNotTriedAgainAndAgain() throws Exception {
        var source = connected();
        connections.keep(doctor.account(), source.address(), new Credential.AppPassword("old"));
        var actor = doctor.self().actor();
        assertThat(copies.order(actor, source, active))
                .isEqualTo(new Ordered.NotOpened("mailbox.connection.refused.stale"));
        for (int n = 0; n < 30; n++) copies.look(actor, source, java.util.List.of(active));
        assertThat(copies.look(actor, source, java.util.List.of(active)))
                .isEqualTo(new Copies.Looked.Not("mailbox.connection.refused.too-often"));
    }
}
