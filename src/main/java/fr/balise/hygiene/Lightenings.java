package fr.balise.hygiene;

import fr.balise.hygiene.Lightening.One;
import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.AccountId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders that attachments be taken out of messages which stay, and their undoing [L-M3]. Who may was asked before. */
@Service
public class Lightenings {
    /** About as much as the text that takes the place of an attachment. */
    private static final long WORDS = 800;

    private static final Pattern SEALED = Pattern.compile("application/(x-)?(pkcs7|pgp)-.*");

    /** Messages at once. */
    public static final int MOST = 500;

    private final LighteningRows rows;
    private final Jobs jobs;
    private final ForGood forGood;
    private final SharedNotices notices;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Lightenings(
            LighteningRows rows,
            Jobs jobs,
            ForGood forGood,
            SharedNotices notices,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.jobs = jobs;
        this.forGood = forGood;
        this.notices = notices;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** A message, by the number of its folder and its UID. */
    public record Spot(int folder, long uid) {}

    /** @param gain octets of the quota, to the size of the short texts that take their place */
    public record Preview(List<Item> items, long gain, boolean reasonNeeded) {
        public Preview {
            items = List.copyOf(items);
        }
    }

    /** What became of an order. */
    public sealed interface Ordered {
        record Begun(long lightening) implements Ordered {}

        /** Another one of this mailbox has not ended. */
        record GoingOn(long lightening) implements Ordered {}

        record Nothing() implements Ordered {}

        record TooMany() implements Ordered {}

        /** Documents without proof leave their message only with a reason. */
        record ReasonNeeded() implements Ordered {}

        /** A hold stands, access is suspended, or nothing can be changed in that state. */
        record Held() implements Ordered {}
    }

    /** Those of these messages that something heavy can be taken out of; what a person keeps for ever is left out. */
    public static Preview preview(Stock stock, Collection<Spot> spots) {
        var items = new ArrayList<Item>();
        stock.each((_, item) -> {
            if (spots.contains(new Spot(item.folder(), item.uid())) && !item.kept() && gain(item) > 0) items.add(item);
        });
        return new Preview(
                items,
                items.stream().mapToLong(Lightenings::gain).sum(),
                items.stream().anyMatch(Item::unproven));
    }

    /** What is signed, encrypted or too large is left as it is: 0. */
    private static long gain(Item item) {
        if (item.octets() > LightenWork.LARGEST
                || item.pieces().stream()
                        .anyMatch(piece -> SEALED.matcher(piece.type()).matches())) return 0;
        return item.pieces().stream()
                .filter(Item.Piece::heavy)
                .mapToLong(piece -> piece.octets() - WORDS)
                .sum();
    }

    public Ordered order(Actor actor, Hosted mailbox, Stock stock, Collection<Spot> spots, String reason) {
        if (Frozen.is(mailbox)) return new Ordered.Held();
        if (spots.size() > MOST) return new Ordered.TooMany();
        var preview = preview(stock, spots);
        if (preview.items().isEmpty()) return new Ordered.Nothing();
        var why = reason.strip();
        if (why.length() > Cleanings.LONGEST_REASON || preview.reasonNeeded() && why.isEmpty())
            return new Ordered.ReasonNeeded();
        return Objects.requireNonNull(transaction.execute(status -> {
            var ordered = begin(actor, stock, preview.items(), why);
            if (ordered instanceof Ordered.GoingOn) status.setRollbackOnly();
            else
                notices.tell(
                        actor,
                        mailbox,
                        new Weight(preview.items().size(), preview.gain(), 0),
                        SharedNotices.Act.LIGHTENED);
            return ordered;
        }));
    }

    private Ordered begin(Actor actor, Stock stock, List<Item> items, String reason) {
        var account = stock.account();
        var before = jobs.latest(LightenWork.KIND, Cleanings.subject(account));
        long id = rows.add(account, actor.account(), actor.name(), reason, clock.instant());
        var shelves = stock.shelves().stream().collect(Collectors.toMap(Shelf::id, shelf -> shelf));
        int number = 0;
        for (var item : items) {
            var shelf = Objects.requireNonNull(shelves.get(item.folder()));
            rows.add(id, account, One.waiting(++number, shelf, item));
        }
        var started = start(actor, account, LightenWork.KIND, id, "hygiene.lighten.words");
        if (started.isEmpty())
            return new Ordered.GoingOn(
                    before.map(job -> Long.parseLong(job.input())).orElse(0L));
        rows.begun(id, started.get());
        tell(
                actor,
                account,
                "hygiene.lighten",
                Map.of(
                        "lightening", Long.toString(id),
                        "messages", Integer.toString(items.size()),
                        "reason", reason));
        return new Ordered.Begun(id);
    }

    private Optional<JobId> start(Actor actor, AccountId account, String kind, long id, String words) {
        var started =
                jobs.start(new NewJob(kind, actor.account(), Cleanings.subject(account), Long.toString(id), words));
        return started.isNew() ? Optional.of(started.id()) : Optional.empty();
    }

    private void tell(Actor actor, AccountId account, String act, Map<String, String> after) {
        events.publishEvent(
                new SensitiveAct(actor.auditName(), act, Cleanings.subject(account), Map.of(), after, clock.instant()));
    }

    /** One of this mailbox. */
    public Optional<Lightening> find(Hosted mailbox, long id) {
        return rows.find(id).filter(one -> one.account().equals(Rooms.account(mailbox)));
    }

    public Optional<Job> job(@Nullable JobId id) {
        return id == null ? Optional.empty() : jobs.find(id);
    }

    /** Puts the messages back as they were. @return whether it begins: not while others come back, nor when the time is over */
    public boolean undo(Actor actor, Lightening lightening) {
        if (!lightening.recoverable(clock.instant())) return false;
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var started = start(actor, lightening.account(), HeavyWork.KIND, lightening.id(), "hygiene.undo.words");
            started.ifPresent(job -> {
                rows.undoing(lightening.id(), job);
                tell(
                        actor,
                        lightening.account(),
                        "hygiene.lighten-undo",
                        Map.of("lightening", Long.toString(lightening.id())));
            });
            return started.isPresent();
        }));
    }

    /** The newest first. */
    public List<Lightening> of(Hosted mailbox) {
        return rows.of(Rooms.account(mailbox));
    }

    /** Originals that nobody took back in time are removed for good. While a hold stands, or they are on their way back, nothing is. */
    @Scheduled(initialDelayString = "5m", fixedDelayString = "1h")
    void end() {
        var now = clock.instant();
        for (var page = rows.over(now, 0);
                !page.isEmpty();
                page = rows.over(now, page.getLast().id())) page.forEach(this::end);
    }

    private void end(Lightening lightening) {
        if (job(lightening.undo()).filter(job -> !job.state().hasEnded()).isPresent()) return;
        boolean removed = forGood.in(lightening.account(), mailbox -> {
            for (var one : lightening.messages()) {
                mailbox.removeFolder(LightenWork.aside(lightening, one));
                mailbox.removeFolder(LightenWork.copy(lightening, one));
            }
        });
        if (removed) rows.gone(lightening.id(), clock.instant());
    }
}
