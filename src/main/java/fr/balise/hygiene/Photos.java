package fr.balise.hygiene;

import fr.balise.identity.Pace;
import fr.balise.identity.Subject;
import fr.balise.jobs.Job;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxDisowned;
import fr.balise.mailbox.ElsewhereLetGo;
import fr.balise.mailbox.ElsewhereSeen;
import fr.balise.mailbox.OwnConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** How full a person's mailboxes at other operators were when that person last had them looked at. Nobody else sees it, and no server is asked. */
@Service
public class Photos {
    /** Each is a login at somebody else's server, and a walk through all that is there. */
    private final Pace pace = new Pace(10_000, 5, 5, Duration.ofMinutes(10));

    private final PhotoRows rows;
    private final OwnConnections own;
    private final Jobs jobs;
    private final HygieneSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Photos(
            PhotoRows rows,
            OwnConnections own,
            Jobs jobs,
            HygieneSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.own = own;
        this.jobs = jobs;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** All of a person's, by the keys of their addresses. */
    public Map<String, Photo> of(Subject subject) {
        if (!subject.isSelf()) return Map.of();
        return rows.of(account(subject)).stream()
                .collect(Collectors.toMap(photo -> photo.mailbox().key(), Function.identity()));
    }

    public Optional<Photo> of(Subject subject, Box box) {
        return own.concerns(subject, box)
                ? Optional.ofNullable(of(subject).get(box.address().key()))
                : Optional.empty();
    }

    /** @param photo null where there is none */
    public HowFull howFull(Subject subject, Box box, @Nullable Photo photo) {
        if (photo != null && own.concerns(subject, box)) return photo.howFull(settings.target());
        return own.since(subject, box).isPresent() ? new HowFull.Unseen() : new HowFull.Closed();
    }

    /** What became of the wish for a photo. */
    public enum Ordered {
        BEGUN,
        GOING_ON,
        TOO_OFTEN,
        /** What opens it for longer than a session was never given, or taken back. */
        NOT_CONNECTED
    }

    /** Has everything in it looked at, in the background. */
    public Ordered order(Subject subject, Box box) {
        if (own.since(subject, box).isEmpty()) return Ordered.NOT_CONNECTED;
        if (job(subject, box).filter(one -> !one.state().hasEnded()).isPresent()) return Ordered.GOING_ON;
        if (pace.secondsToWait(Long.toString(account(subject))) > 0) return Ordered.TOO_OFTEN;
        return Boolean.TRUE.equals(transaction.execute(_ -> begun(subject, box))) ? Ordered.BEGUN : Ordered.GOING_ON;
    }

    private boolean begun(Subject subject, Box box) {
        long id = rows.ensure(account(subject), subject.person(), box.address());
        var started = jobs.start(new NewJob(
                PhotoWork.KIND,
                account(subject),
                about(box),
                PhotoWork.input(id, box.days().zone()),
                "hygiene.photo.going"));
        if (!started.isNew()) return false;
        rows.dropMidway(id); // of a look that was given up: a new photo has one date
        publish(subject, box, "hygiene.photo");
        return true;
    }

    /** The newest look at it. */
    public Optional<Job> job(Subject subject, Box box) {
        return jobs.latest(PhotoWork.KIND, about(box)).filter(job -> job.owner() == account(subject));
    }

    /** Whether a look ended because its holder took back what it needs. */
    public static boolean isTakenBack(Job job) {
        return job.failure().equals(PhotoWork.GONE);
    }

    public void forget(Subject subject, Box box) {
        transaction.executeWithoutResult(_ -> {
            if (rows.forget(account(subject), box.address())) publish(subject, box, "hygiene.photo-forget");
        });
    }

    private void publish(Subject subject, Box box, String action) {
        events.publishEvent(
                new SensitiveAct(subject.actor().auditName(), action, about(box), Map.of(), Map.of(), clock.instant()));
    }

    private static String about(Box box) {
        return "box:" + box.id();
    }

    private static long account(Subject subject) {
        return subject.actor().account();
    }

    @EventListener
    void on(ElsewhereSeen seen) {
        rows.seen(rows.ensure(seen.account(), seen.person(), seen.mailbox()), seen.used(), seen.quota(), seen.at());
    }

    @EventListener
    void on(ElsewhereLetGo gone) {
        rows.forget(gone.account(), gone.mailbox());
    }

    @EventListener
    void on(BoxDisowned said) {
        rows.forget(said.person(), said.address());
    }
}
