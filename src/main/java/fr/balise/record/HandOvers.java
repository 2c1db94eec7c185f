package fr.balise.record;

import fr.balise.jobs.Job;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailstore.AccountId;
import fr.balise.record.way.Software;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders that documents be handed over to record software, and shows what became of them [L-M2]. */
@Service
public class HandOvers {
    /** Messages at once. */
    public static final int MOST = 5_000;

    private final HandOverRows rows;
    private final SoftwareRows softwares;
    private final Jobs jobs;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    HandOvers(
            HandOverRows rows,
            SoftwareRows softwares,
            Jobs jobs,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.softwares = softwares;
        this.jobs = jobs;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Software that a mailbox can choose. */
    public record Choice(long id, String name) {}

    public sealed interface Ordered {
        record Begun(long handOver) implements Ordered {}

        /** Another one of this mailbox has not ended. */
        record GoingOn() implements Ordered {}

        record Nothing() implements Ordered {}

        record TooMany() implements Ordered {}

        /** Not for this mailbox, or no longer. */
        record NoSuchSoftware() implements Ordered {}
    }

    public List<Choice> choices(Filer filer) {
        return softwares.all().stream()
                .filter(one -> one.serves(filer.mailbox().address()))
                .map(one -> new Choice(one.id(), one.name()))
                .toList();
    }

    /** Everything that these messages hold goes to that software, in the background. */
    public Ordered order(Filer filer, long software, List<Place> places) {
        if (places.isEmpty()) return new Ordered.Nothing();
        if (places.size() > MOST) return new Ordered.TooMany();
        var to = softwares
                .find(software)
                .filter(one -> one.serves(filer.mailbox().address()));
        if (to.isEmpty()) return new Ordered.NoSuchSoftware();
        return Objects.requireNonNull(transaction.execute(status -> {
            var ordered = begin(filer, to.get(), places);
            if (ordered instanceof Ordered.GoingOn) status.setRollbackOnly();
            return ordered;
        }));
    }

    private Ordered begin(Filer filer, Software software, List<Place> places) {
        var now = clock.instant();
        long id = rows.add(
                filer.account(),
                filer.actor().account(),
                filer.actor().name(),
                software.id(),
                software.name(),
                places.stream().distinct().toList(),
                now);
        if (!start(filer, id)) return new Ordered.GoingOn();
        tell(
                filer,
                "record.hand-over",
                Map.of(
                        "handOver", Long.toString(id),
                        "software", Long.toString(software.id()),
                        "messages", Integer.toString(places.size())));
        return new Ordered.Begun(id);
    }

    private boolean start(Filer filer, long id) {
        var started = jobs.start(new NewJob(
                HandOverWork.KIND,
                filer.actor().account(),
                subject(filer.account()),
                Long.toString(id),
                "record.hand-over.words"));
        if (started.isNew()) rows.begun(id, started.id());
        return started.isNew();
    }

    /** What the software refused is sent once more. */
    public Ordered again(Filer filer, HandOver one) {
        if (one.software() == null) return new Ordered.Nothing();
        return Objects.requireNonNull(transaction.execute(status -> {
            Ordered ordered;
            if (rows.again(one.id()) == 0) ordered = new Ordered.Nothing();
            else ordered = start(filer, one.id()) ? new Ordered.Begun(one.id()) : new Ordered.GoingOn();
            if (ordered instanceof Ordered.Begun)
                tell(filer, "record.hand-over-again", Map.of("handOver", Long.toString(one.id())));
            else status.setRollbackOnly();
            return ordered;
        }));
    }

    private void tell(Filer filer, String action, Map<String, String> after) {
        events.publishEvent(new SensitiveAct(
                filer.actor().auditName(), action, subject(filer.account()), Map.of(), after, clock.instant()));
    }

    static String subject(AccountId account) {
        return "mailbox:" + account.value();
    }

    /** The newest first, without their messages. */
    public List<HandOver> of(Filer filer) {
        return rows.of(filer.account());
    }

    /** Empty for one of another mailbox. */
    public Optional<HandOver> find(Filer filer, long id) {
        return rows.find(id).filter(one -> one.account().equals(filer.account()));
    }

    public List<Receipt> receipts(HandOver one) {
        return rows.receipts(one.id());
    }

    /** @param software as it was called then */
    public record Filed(String software, Instant at) {}

    /** Which software keeps a file that this mailbox handed over. @param sha256 of the file, in hexadecimal; empty where none said so */
    public Optional<Filed> filed(AccountId account, String sha256) {
        return rows.filed(account, HexFormat.of().parseHex(sha256));
    }

    public Optional<Job> job(HandOver one) {
        return one.job() == null ? Optional.empty() : jobs.find(one.job());
    }
}
