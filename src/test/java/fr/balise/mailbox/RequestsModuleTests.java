package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.LoadApplied;
import fr.balise.mailbox.Outcome.Done;
import fr.balise.mailbox.Outcome.Refused;
import fr.balise.mailbox.RequestView.Act;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.RequestView.Tracking;
import fr.balise.mailbox.Scene.Doctor;
import fr.balise.mailbox.Scene.Stage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.transaction.support.TransactionTemplate;

@MailboxModuleTest
class RequestsModuleTests {
    @Autowired
    Requests requests;

    @Autowired
    Findings findings;

    @Autowired
    Timeline timeline;

    @Autowired
    Watch watch;

    @Autowired
    IncompleteEventPublications publications;

    @Autowired
    Stage stage;

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

    @Autowired
    ApplicationEventPublisher events;

    Doctor doctor;

    @BeforeEach
    void newDoctor() {
        doctor = stage.doctor();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Practice.PARIS);
    }

    @Test
    void aMailboxHeldElsewhereFromTheRequestToTheObservation() {
        var prepared = done(requests.prepare(doctor.self(), doctor.box(), Kind.DEPUBLISH));
        assertThat(prepared.tracking()).isInstanceOf(Tracking.NothingSent.class);
        assertThat(prepared.letter().body()).contains(doctor.address());
        assertThat(done(requests.pdf(doctor.self(), prepared.id()))).startsWith("%PDF".getBytes());

        var sent = done(requests.markSent(doctor.self(), prepared.id()));
        assertThat(sent.state()).isEqualTo(new RequestState.Sent(today()));
        assertThat(sent.tracking()).isInstanceOf(Tracking.StillPublished.class);
        assertThat(sent.possible()).doesNotContain(Act.REMIND);

        clock.forward(Duration.ofDays(15));
        var due = done(requests.get(doctor.self(), prepared.id()));
        assertThat(due.tracking())
                .isInstanceOfSatisfying(
                        Tracking.StillPublishedAfter.class,
                        still -> assertThat(still.days()).isEqualTo(15));
        assertThat(done(findings.home(doctor.self())).shown())
                .anyMatch(finding -> finding.rule() == Finding.Rule.STILL_PUBLISHED_AFTER_REQUEST);
        assertThat(done(requests.remind(doctor.self(), prepared.id())).state())
                .isInstanceOf(RequestState.Reminded.class);

        directory.drop(doctor.address(), today());
        watch.bringInLine();

        var gone = done(requests.get(doctor.self(), prepared.id()));
        assertThat(gone.tracking()).isEqualTo(new Tracking.Gone(today()));
        assertThat(stored(prepared.id())).isEqualTo("observed");
        assertThat(done(timeline.of(doctor.self(), doctor.box())))
                .extracting(Timeline.Entry::words)
                .extracting(Words::key)
                .containsExactly(
                        "mailbox.timeline.request.observed",
                        "mailbox.timeline.request.reminded",
                        "mailbox.timeline.request.sent",
                        "mailbox.timeline.request.prepared");
        assertThat(acts.of(doctor.account())).containsExactly("mailbox.request", "mailbox.request", "mailbox.request");
    }

    @Test
    void theTimelineSaysThatAnAddressLeftAndNotThatItsMailboxWasDeleted() {
        sent(Kind.DELETE);
        directory.drop(doctor.address(), today());
        watch.bringInLine();
        assertThat(done(timeline.of(doctor.self(), doctor.box())))
                .extracting(entry -> entry.words().key())
                .contains("mailbox.timeline.request.observed-delete")
                .doesNotContain("mailbox.timeline.request.observed");
    }

    @Test
    void howeverOftenALoadIsToldItIsObservedOnce() {
        var request = sent();
        directory.drop(doctor.address(), today());

        for (int n = 0; n < 3; n++) watch.bringInLine();

        assertThat(noted(request.id(), "observed")).isEqualTo(1);
    }

    @Test
    void aLostEventDoesNoHarm() {
        var request = sent();
        directory.drop(doctor.address(), today());

        assertThat(done(requests.get(doctor.self(), request.id())).state())
                .isEqualTo(new RequestState.Observed(today()));
        assertThat(refusal(requests.cancel(doctor.self(), request.id()))).isInstanceOf(Refusal.NotNow.class);
        assertThat(stored(request.id())).isEqualTo("sent");
        assertThat(done(requests.prepare(doctor.self(), doctor.box(), Kind.DEPUBLISH))
                        .id())
                .as("one that came true makes room for a new one")
                .isNotEqualTo(request.id());
        assertThat(stored(request.id())).isEqualTo("observed");
    }

    @Test
    void thePublishedEventReachesTheListener() {
        var request = sent();
        directory.drop(doctor.address(), today());

        transaction.executeWithoutResult(status -> events.publishEvent(new LoadApplied(7, clock.instant())));

        awaitObserved(request);
    }

    @Test
    void anEventWhoseListenerNeverRanIsToldAgain() {
        var request = sent();
        directory.drop(doctor.address(), today());
        jdbc.sql(
                        "insert into event_publication"
                                + " (id, listener_id, event_type, serialized_event, publication_date, status, completion_attempts)"
                                + " values (gen_random_uuid(), :listener, :type, :event, now() - interval '1 hour', 'PUBLISHED', 1)")
                .param("listener", "fr.balise.mailbox.Watch.on(fr.balise.directory.LoadApplied)")
                .param("type", LoadApplied.class.getName())
                .param("event", "{\"load\":7,\"at\":\"2026-11-12T11:00:00Z\"}")
                .update();

        publications.resubmitIncompletePublications(publication -> true);

        awaitObserved(request);
        assertThat(noted(request.id(), "observed")).isEqualTo(1);
    }

    @Test
    void askingTwiceGivesTheSameRequest() {
        var first = done(requests.prepare(doctor.self(), doctor.box(), Kind.DELETE));
        assertThat(done(requests.prepare(doctor.self(), doctor.box(), Kind.DELETE))
                        .id())
                .isEqualTo(first.id());
        assertThat(done(requests.prepare(doctor.self(), doctor.box(), Kind.DEPUBLISH))
                        .id())
                .isNotEqualTo(first.id());
    }

    @Test
    void askingAtTheSameMomentGivesOneRequest() throws Exception {
        var ids = new HashSet<UUID>();
        try (var pool = Executors.newFixedThreadPool(6)) {
            for (var future : pool.invokeAll(IntStream.range(0, 6)
                    .mapToObj(n -> (java.util.concurrent.Callable<RequestView>)
                            () -> done(requests.prepare(doctor.self(), doctor.box(), Kind.DEPUBLISH)))
                    .toList())) ids.add(future.get().id());
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void aSecretaryPreparesAndTheHolderApproves() {
        var prepared = done(requests.prepare(doctor.secretary(), doctor.box(), Kind.DEPUBLISH));
        assertThat(prepared.state()).isInstanceOf(RequestState.AwaitingApproval.class);
        assertThat(prepared.preparedBy()).isEqualTo("Nadia Secrétaire");
        assertThat(prepared.possible()).containsExactly(Act.CANCEL);
        assertThat(refusal(requests.approve(doctor.secretary(), prepared.id()))).isInstanceOf(Refusal.NotAllowed.class);
        assertThat(refusal(requests.markSent(doctor.secretary(), prepared.id())))
                .isInstanceOf(Refusal.NotAllowed.class);

        assertThat(done(findings.home(doctor.self())).awaiting()).isEqualTo(1);
        assertThat(done(requests.awaiting(doctor.self()))).hasSize(1);
        assertThat(refusal(requests.markSent(doctor.self(), prepared.id())))
                .as("approved first")
                .isEqualTo(new Refusal.NotNow(
                        new RequestState.AwaitingApproval(), java.util.Set.of(Act.APPROVE, Act.CANCEL)));
        assertThat(done(requests.approve(doctor.self(), prepared.id())).state())
                .isInstanceOf(RequestState.ToSend.class);
        assertThat(refusal(requests.cancel(doctor.secretary(), prepared.id())))
                .as("it is the holder's now")
                .isInstanceOf(Refusal.NotAllowed.class);
        assertThat(done(requests.awaiting(doctor.self()))).isEmpty();
    }

    @Test
    void aRefusedRequestKeepsItsReasonAndMayBeSentAgain() {
        var request = sent();
        assertThat(refusal(requests.markRefused(doctor.self(), request.id(), " ")))
                .isInstanceOf(Refusal.ReasonNeeded.class);
        assertThat(done(requests.markRefused(doctor.self(), request.id(), "Il faut une pièce d’identité"))
                        .state())
                .isEqualTo(new RequestState.Refused(today(), "Il faut une pièce d’identité"));
        assertThat(done(requests.markSent(doctor.self(), request.id())).state()).isInstanceOf(RequestState.Sent.class);
    }

    @Test
    void aDeletionEndsWithWhatTheOperatorAnsweredAndMayBeAskedForAgain() {
        var request = sent(Kind.DELETE);
        directory.drop(doctor.address(), today());
        watch.bringInLine();
        assertThat(refusal(requests.markConfirmed(doctor.secretary(), request.id())))
                .isInstanceOf(Refusal.NotAllowed.class);

        var confirmed = done(requests.markConfirmed(doctor.self(), request.id()));

        assertThat(confirmed.state()).isEqualTo(new RequestState.Confirmed(today()));
        assertThat(confirmed.possible()).isEmpty();
        assertThat(stored(request.id())).isEqualTo("confirmed");
        assertThat(done(timeline.of(doctor.self(), doctor.box())))
                .extracting(entry -> entry.words().key())
                .contains("mailbox.timeline.request.confirmed");
        assertThat(done(requests.prepare(doctor.self(), doctor.box(), Kind.DELETE))
                        .id())
                .isNotEqualTo(request.id());
    }

    private void awaitObserved(RequestView request) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!stored(request.id()).equals("observed")) {
            if (System.nanoTime() > end) throw new AssertionError("not observed within twenty seconds");
            Thread.onSpinWait();
        }
    }

    private RequestView sent() {
        return sent(Kind.DEPUBLISH);
    }

    private RequestView sent(Kind kind) {
        var prepared = done(requests.prepare(doctor.self(), doctor.box(), kind));
        var sent = done(requests.markSent(doctor.self(), prepared.id()));
        clock.forward(Duration.ofDays(1));
        return sent;
    }

    private String stored(UUID id) {
        return jdbc.sql("select state from mailbox.request where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private int noted(UUID id, String act) {
        return jdbc.sql("select count(*) from mailbox.request_act where request = :id and act = :act")
                .param("id", id)
                .param("act", act)
                .query(Integer.class)
                .single();
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Done<T>(var value)) return value;
        throw new AssertionError(outcome.toString());
    }

    private static Refusal refusal(Outcome<?> outcome) {
        if (outcome instanceof Refused<?>(var why)) return why;
        throw new AssertionError(outcome.toString());
    }
}
