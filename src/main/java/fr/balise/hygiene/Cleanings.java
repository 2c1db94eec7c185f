package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Parts.Chosen;
import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Unavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders clean-ups and their undoing, and ends the time in which they can be undone [L-M3]. Who may was asked before. */
@Service
public class Cleanings {
    static final int LONGEST_REASON = 500;

    private final Stocktaking stocktaking;
    private final CleaningRows rows;
    private final Jobs jobs;
    private final ForGood forGood;
    private final Sorter sorter;
    private final SharedNotices notices;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Cleanings(
            Stocktaking stocktaking,
            CleaningRows rows,
            Jobs jobs,
            ForGood forGood,
            Sorter sorter,
            SharedNotices notices,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.stocktaking = stocktaking;
        this.rows = rows;
        this.jobs = jobs;
        this.forGood = forGood;
        this.sorter = sorter;
        this.notices = notices;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** What became of an order. */
    public sealed interface Ordered {
        record Begun(long cleaning) implements Ordered {}

        /** Another one of this mailbox has not ended. */
        record GoingOn(long cleaning) implements Ordered {}

        record Nothing() implements Ordered {}

        /** Other messages are meant than those that were shown. */
        record Changed() implements Ordered {}

        /** Documents without proof go only with a reason. */
        record ReasonNeeded() implements Ordered {}

        /** A hold stands, access is suspended, or nothing can be changed in that state. */
        record Held() implements Ordered {}
    }

    public Proposals proposals(Stock stock, Room room) {
        return Proposals.of(stock, sorter.of(stock), room.toFree());
    }

    /** @param most how many messages to list */
    public Criteria.Found find(Stock stock, Criteria criteria, int most) {
        var duplicates = criteria.asksForDuplicates() ? sorter.of(stock).duplicates() : Duplicates.NONE;
        return criteria.find(stock, duplicates, most);
    }

    /**
     * What an order is subject to.
     *
     * @param shown what the person was shown
     * @param reason for deleting documents without proof; may be empty where there are none
     * @param rule that orders it; null for a person
     * @param preparedBy name of whoever prepared it; null where nobody did
     */
    public record Terms(
            Way way,
            Shown shown,
            String reason,
            @Nullable Long rule,
            @Nullable String preparedBy) {
        public Terms {
            reason = reason.strip();
        }

        public Terms(Way way, Shown shown, String reason) {
            this(way, shown, reason, null, null);
        }

        Terms(Way way, long counted, String reason) {
            this(way, Shown.count(counted), reason);
        }
    }

    /** Beside the mailbox, counted at this moment. */
    public Ordered order(Actor actor, Hosted mailbox, Set<Group> groups, long shown, String reason) {
        return order(actor, mailbox, groups, new Terms(Way.ASIDE, shown, reason));
    }

    /** @throws Unavailable when the mail server does not answer */
    public Ordered order(Actor actor, Hosted mailbox, Set<Group> groups, Terms terms) {
        return order(actor, mailbox, (Picks) _ -> of(groups), terms);
    }

    /** As above. */
    public Ordered order(Actor actor, Hosted mailbox, Criteria criteria, long shown, String reason) {
        return order(actor, mailbox, criteria, new Terms(Way.ASIDE, shown, reason));
    }

    /** What somebody looked for. Unread messages are left out unless they were asked for. */
    public Ordered order(Actor actor, Hosted mailbox, Criteria criteria, Terms terms) {
        return order(actor, mailbox, (Picks) duplicates -> of(criteria, duplicates), terms);
    }

    Ordered order(Actor actor, Hosted mailbox, BiPredicate<Group, Item> chosen, Terms terms) {
        return order(actor, mailbox, (Picks) _ -> (group, _, item) -> chosen.test(group, item), terms);
    }

    /** What a rule takes, in the name of whoever made it. */
    Ordered order(Actor owner, Hosted mailbox, Predicate<Item> taken, long counted, long rule) {
        return order(
                owner,
                mailbox,
                (Picks) _ -> (_, _, item) -> taken.test(item),
                new Terms(Way.ASIDE, Shown.count(counted), "", rule, null));
    }

    static Chosen of(Set<Group> groups) {
        return (group, _, _) -> group != Group.KEEP && groups.contains(group);
    }

    static Chosen of(Criteria criteria, Duplicates duplicates) {
        return (_, _, item) -> criteria.removes(item, duplicates);
    }

    /** What an order for these groups would take. */
    public Weight weigh(Stock stock, Set<Group> groups, Way way) {
        return weigh(stock, (Picks) _ -> of(groups), way);
    }

    /** What an order by these criteria would take. */
    public Weight weigh(Stock stock, Criteria criteria, Way way) {
        return weigh(stock, (Picks) duplicates -> of(criteria, duplicates), way);
    }

    Weight weigh(Stock stock, BiPredicate<Group, Item> chosen, Way way) {
        return weigh(stock, (Picks) _ -> (group, _, item) -> chosen.test(group, item), way);
    }

    private Weight weigh(Stock stock, Picks picks, Way way) {
        var sorting = sorter.of(stock);
        return Parts.of(stock, sorting, picks.apply(sorting.duplicates()), way).weight();
    }

    interface Picks extends Function<Duplicates, Chosen> {}

    Ordered order(Actor actor, Hosted mailbox, Picks picks, Terms terms) {
        return order(actor, mailbox, picks, terms, () -> true);
    }

    /** As above; what begins, begins together with what else is to be noted. @param also false where it must not begin after all */
    Ordered order(Actor actor, Hosted mailbox, Set<Group> groups, Terms terms, BooleanSupplier also) {
        return order(actor, mailbox, (Picks) _ -> of(groups), terms, also);
    }

    private Ordered order(Actor actor, Hosted mailbox, Picks picks, Terms terms, BooleanSupplier also) {
        if (Frozen.is(mailbox)) return new Ordered.Held();
        var stock = stocktaking.take(Rooms.account(mailbox));
        var sorting = sorter.now(stock);
        var parts = Parts.of(stock, sorting, picks.apply(sorting.duplicates()), terms.way());
        var weight = parts.weight();
        if (weight.messages() == 0) return new Ordered.Nothing();
        if (!terms.shown().fits(weight)) return new Ordered.Changed();
        if (terms.reason().length() > LONGEST_REASON || terms.reason().isEmpty() && parts.needWord())
            return new Ordered.ReasonNeeded();
        return Objects.requireNonNull(transaction.execute(status -> {
            var begun = begin(actor, stock.account(), parts, weight, terms);
            if (begun instanceof Ordered.GoingOn) status.setRollbackOnly();
            else if (!also.getAsBoolean()) {
                status.setRollbackOnly();
                return new Ordered.Changed();
            } else if (terms.rule() == null) notices.tell(actor, mailbox, weight, SharedNotices.Act.of(terms.way()));
            return begun;
        }));
    }

    private Ordered begin(Actor actor, AccountId account, Parts parts, Weight weight, Terms terms) {
        var now = clock.instant();
        var before = jobs.latest(CleanWork.KIND, subject(account));
        long id = rows.add(account, actor, weight, terms, now);
        for (var part : parts.all()) rows.add(id, account, part);
        var started = jobs.start(new NewJob(
                CleanWork.KIND, actor.account(), subject(account), Long.toString(id), "hygiene.clean.words"));
        if (!started.isNew())
            return new Ordered.GoingOn(
                    before.map(job -> Long.parseLong(job.input())).orElse(0L));
        rows.begun(id, started.id());
        events.publishEvent(new SensitiveAct(
                actor.auditName(), "hygiene.clean", subject(account), Map.of(), told(id, parts, weight, terms), now));
        return new Ordered.Begun(id);
    }

    private static Map<String, String> told(long id, Parts parts, Weight weight, Terms terms) {
        return Map.of(
                "cleaning", Long.toString(id),
                "messages", Long.toString(weight.messages()),
                "octets", Long.toString(weight.octets()),
                "groups", parts.groups(),
                "way", terms.way().name(),
                "reason", terms.reason(),
                "rule", Objects.toString(terms.rule(), ""),
                "preparedBy", Objects.toString(terms.preparedBy(), ""));
    }

    static String subject(AccountId account) {
        return "mailbox:" + account;
    }

    /** One of this mailbox. */
    public Optional<Cleaning> find(Hosted mailbox, long id) {
        return rows.find(id).filter(one -> one.account().equals(Rooms.account(mailbox)));
    }

    /** The newest first. */
    public List<Cleaning> of(Hosted mailbox) {
        return rows.of(Rooms.account(mailbox));
    }

    public Optional<Job> job(@Nullable JobId id) {
        return id == null ? Optional.empty() : jobs.find(id);
    }

    /** Puts back what is still waiting of these groups. @return whether it begins, or has begun: not while others come back */
    public boolean undo(Actor actor, Cleaning cleaning, Set<Group> groups) {
        if (!cleaning.recoverable(clock.instant())) return false;
        var what =
                cleaning.id() + " " + groups.stream().map(Group::name).sorted().collect(Collectors.joining(","));
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var started = jobs.start(new NewJob(
                    UndoWork.KIND, actor.account(), subject(cleaning.account()), what, "hygiene.undo.words"));
            if (!started.isNew())
                return jobs.find(started.id())
                        .filter(job -> job.input().equals(what))
                        .isPresent();
            rows.undoing(cleaning.id(), started.id());
            events.publishEvent(new SensitiveAct(
                    actor.auditName(),
                    "hygiene.undo",
                    subject(cleaning.account()),
                    Map.of(),
                    Map.of("cleaning", Long.toString(cleaning.id())),
                    clock.instant()));
            return true;
        }));
    }

    /**
     * What nobody took back in time is removed for good, from the trash too; its room on the disk is free after the next night. While a
     * hold stands nothing is.
     */
    @Scheduled(initialDelayString = "4m", fixedDelayString = "1h")
    void end() {
        var now = clock.instant();
        for (var page = rows.over(now, 0);
                !page.isEmpty();
                page = rows.over(now, page.getLast().id())) page.forEach(this::end);
    }

    private void end(Cleaning cleaning) {
        boolean removed = forGood.in(cleaning.account(), mailbox -> {
            for (var part : cleaning.parts()) CleanWork.removeForGood(mailbox, cleaning, part);
        });
        if (removed) rows.gone(cleaning.id(), clock.instant());
    }
}
