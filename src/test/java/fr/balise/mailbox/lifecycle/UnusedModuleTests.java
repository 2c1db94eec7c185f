package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.Scene.Doctor;
import fr.balise.mailbox.lifecycle.Evidence.Channel;
import fr.balise.mailbox.lifecycle.Evidence.Way;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailActivity;
import fr.balise.mailstore.MailActivity.Kind;
import fr.balise.mailstore.MailDomains;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mailboxes that nobody uses, from the servers' records to the evidence: who is told, who may say no, and that nothing happens by itself. */
@NullUnmarked
@MailboxModuleTest
class UnusedModuleTests {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Actor STAFF = new Actor(9, "Inès Marchal", null, Set.of(Actor.Role.OPERATOR));

    @Autowired
    Scene.Stage stage;

    @Autowired
    Scene.Clock clock;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Unused unused;

    @Autowired
    MailAccounts accounts;

    @Autowired
    MailActivity activity;

    @Autowired
    MailDomains domains;

    @Autowired
    JdbcClient jdbc;

    private Doctor doctor;
    private MailAddress address;
    private MailboxId id;

    /** Opened two years ago, recorded without a gap, last used fourteen months ago. */
    @BeforeEach
    void aMailboxThatIsForgotten() {
        doctor = stage.doctor();
        address = MailAddress.parse("forgotten" + NUMBERS.incrementAndGet() + "@balise-essai.mssante.fr");
        domains.host(Set.of(address.domain()));
        stage.lists(address.toString(), doctor);
        var opened = (Opening.Opened) openings.open(
                address, MailboxType.PER, new Owner.OfPerson(doctor.person().nationalId()), null, PARIS, By.SYSTEM);
        id = opened.mailbox().id();
        accounts.open(new AccountId(id.value()), address);
        jdbc.sql("update mailstore.account set opened_at = :at where id = :id")
                .param("at", Timestamp.from(clock.instant().minus(Duration.ofDays(730))))
                .param("id", id.value())
                .update();
        jdbc.sql("delete from mailstore.recording").update();
        recorded(800);
    }

    private void recorded(int days) {
        jdbc.sql("insert into mailstore.recording (since, until) values (:since, :until)")
                .param("since", Timestamp.from(clock.instant().minus(Duration.ofDays(days))))
                .param("until", Timestamp.from(clock.instant()))
                .update();
    }

    private BoxId box() {
        return doctor.box(address.toString());
    }

    private Unused.Line line() {
        return ((Outcome.Done<Unused.Page>) unused.dryRun(STAFF, id.value() - 1))
                .value().lines().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    private void used(int daysAgo) {
        activity.remember(
                new AccountId(id.value()),
                LocalDate.ofInstant(clock.instant(), PARIS).minusDays(daysAgo),
                Map.of(Kind.IMAP, 1));
    }

    @Test
    void theDryRunNamesWhoIsConcernedAndChangesNothing() {
        assertThat(line()).satisfies(one -> {
            assertThat(one.tell()).isTrue();
            assertThat(one.use()).isEqualTo(UseClass.OVER_90_DAYS);
            assertThat(one.why().values()).as("no day of use for staff").isEmpty();
        });
        assertThat(line().evidence()).isEmpty();
        used(10);
        assertThat(line()).as("in use").isNull();
        assertThat(lifecycle.find(id).orElseThrow().state()).isInstanceOf(State.Active.class);
    }

    @Test
    void onlyStaffLookAndTellAndOnlyWhenThePolicyAsksForIt() {
        var holder = doctor.self().actor();
        assertThat(unused.dryRun(holder, 0)).isEqualTo(Outcome.refused(new Refusal.NotAllowed()));
        assertThat(unused.notify(holder, id, null)).isEqualTo(Outcome.refused(new Refusal.NotAllowed()));
        assertThat(unused.opposed(holder, id, Way.TELEPHONE)).isEqualTo(Outcome.refused(new Refusal.NotAllowed()));
        assertThat(unused.propose(STAFF, id)).isEqualTo(Outcome.refused(new Refusal.NothingToAnswer()));
        used(5);
        assertThat(unused.notify(STAFF, id, null)).isEqualTo(Outcome.refused(new Refusal.NothingToAnswer()));
    }

    @Test
    void aGapInTheRecordsKeepsEverybodyFromBeingTold() {
        jdbc.sql("delete from mailstore.recording").update();
        recorded(3);
        assertThat(line()).isNull();
        assertThat(unused.notify(STAFF, id, null)).isEqualTo(Outcome.refused(new Refusal.NothingToAnswer()));
    }

    @Test
    void theNoticeGoesByTheChannelThatTheHolderChose() {
        var other = "camille.ailleurs" + id.value() + "@autre.mssante.fr";
        assertThat(unused.choose(doctor.self(), box(), Channel.OTHER_MAIL, "no address"))
                .isEqualTo(Outcome.refused(new Refusal.NotAnAddress()));
        assertThat(unused.choose(doctor.self(), box(), Channel.OTHER_MAIL, other)
                        .isDone())
                .isTrue();
        assertThat(unused.notify(STAFF, id, null).isDone()).isTrue();
        var mail = stage.mailTo(other);
        assertThat(mail.body())
                .contains(address.toString())
                .contains("maintien")
                .contains("ask for it to stay");
        assertThat(line().evidence())
                .singleElement()
                .isInstanceOfSatisfying(
                        Evidence.Noticed.class,
                        noticed -> assertThat(noticed.channel()).isEqualTo(Channel.OTHER_MAIL));
        assertThat(line().tell()).isFalse();
    }

    @Test
    void whoWantsACallIsNotWrittenTo() {
        assertThat(unused.choose(doctor.self(), box(), Channel.TELEPHONE, "").isDone())
                .isTrue();
        assertThat(unused.notify(STAFF, id, null)).isEqualTo(Outcome.refused(new Refusal.NoWayToWrite()));
        assertThat(unused.notify(STAFF, id, Channel.TELEPHONE).isDone()).isTrue();
        assertThat(line().evidence())
                .containsExactly(new Evidence.Noticed(LocalDate.ofInstant(clock.instant(), PARIS), Channel.TELEPHONE));
    }

    @Test
    void theHolderAsksForItToStayAndNobodyElseDoes() {
        unused.notify(STAFF, id, Channel.LETTER);
        assertThat(unused.toAnswer(lifecycle.find(id).orElseThrow())).isPresent();
        assertThat(unused.keep(doctor.secretary(), box())).isEqualTo(Outcome.refused(new Refusal.NotAllowed()));
        assertThat(unused.keep(stage.doctor().self(), box())).isEqualTo(Outcome.refused(new Refusal.NotFound()));
        assertThat(unused.keep(doctor.self(), box()))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.value()).isInstanceOf(Concern.Opposed.class));
        assertThat(unused.toAnswer(lifecycle.find(id).orElseThrow())).isEmpty();
        assertThat(line().tell()).isFalse();
    }

    @Test
    void aCallToTheOperatorIsEnoughToOppose() {
        unused.notify(STAFF, id, Channel.LETTER);
        assertThat(unused.opposed(STAFF, id, Way.TELEPHONE).isDone()).isTrue();
        assertThat(line().evidence()).hasAtLeastOneElementOfType(Evidence.Opposed.class);
        assertThat(unused.opposed(STAFF, id, Way.TELEPHONE))
                .as("once is enough")
                .isEqualTo(Outcome.refused(new Refusal.NothingToAnswer()));
    }

    @Test
    void afterTheTimeToOpposeADepublicationIsProposedAndNothingIsDone() {
        unused.notify(STAFF, id, Channel.LETTER);
        assertThat(unused.propose(STAFF, id)).isEqualTo(Outcome.refused(new Refusal.NothingToAnswer()));
        clock.forward(Duration.ofDays(61));
        jdbc.sql("delete from mailstore.recording").update();
        recorded(900);
        assertThat(line().propose()).isTrue();
        assertThat(unused.propose(STAFF, id).isDone()).isTrue();
        assertThat(lifecycle.find(id).orElseThrow().state()).isInstanceOf(State.Active.class);
        assertThat(unused.toAnswer(lifecycle.find(id).orElseThrow()))
                .as("the holder may still say no")
                .isPresent();
    }

    @Test
    void whatWasDoneIsTracedWithoutAddresses() {
        unused.notify(STAFF, id, Channel.LETTER);
        var traces = jdbc.sql(
                        "select action || ' ' || coalesce(after::text, '') from audit.entry where target = :target")
                .param("target", "mailbox:" + id)
                .query(String.class)
                .list();
        assertThat(traces).anyMatch(trace -> trace.startsWith("mailbox.inactivity-noticed"));
        assertThat(traces).noneMatch(trace -> trace.contains("@"));
    }
}
