package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Unavailable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders clean-ups and their undoing, and ends the time in which they can be undone [L-M3]. Who may was asked before. */
@Service
public class Cleanings {
    private static final Logger LOG = LoggerFactory.getLogger(Cleanings.class);
    static final int LONGEST_REASON = 500;

    private final Stocktaking stocktaking;
    private final CleaningRows rows;
    private final Jobs jobs;
    private final ObjectProvider<MailStore> store;
    private final Sorter sorter;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Cleanings(
            Stocktaking stocktaking,
            CleaningRows rows,
            Jobs jobs,
            ObjectProvider<MailStore> store,
            Sorter sorter,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.stocktaking = stocktaking;
        this.rows = rows;
        this.jobs = jobs;
        this.store = store;
        this.sorter = sorter;
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
     * @param shown how many messages the person was shown in these groups
     * @param reason for deleting documents without proof; may be empty where there are none
     * @throws Unavailable when the mail server does not answer
     */
    public Ordered order(Actor actor, Hosted mailbox, Set<Group> groups, long shown, String reason) {
        return order(actor, mailbox, (group, _) -> group != Group.KEEP && groups.contains(group), shown, reason);
    }

    /** What somebody looked for. Unread messages are left out unless they were asked for. */
    public Ordered order(Actor actor, Hosted mailbox, Criteria criteria, long shown, String reason) {
        return order(
                actor, mailbox, (Picks) duplicates -> (_, item) -> criteria.removes(item, duplicates), shown, reason);
    }

    Ordered order(Actor actor, Hosted mailbox, BiPredicate<Group, Item> chosen, long shown, String reason) {
        return order(actor, mailbox, (Picks) _ -> chosen, shown, reason);
    }

    /** What a rule takes, in the name of whoever made it. */
    Ordered order(Actor owner, Hosted mailbox, Predicate<Item> taken, long counted, long rule) {
        return order(owner, mailbox, _ -> (_, item) -> taken.test(item), counted, "", rule);
    }

    private interface Picks extends Function<Duplicates, BiPredicate<Group, Item>> {}

    private Ordered order(Actor actor, Hosted mailbox, Picks picks, long shown, String reason) {
        return order(actor, mailbox, picks, shown, reason, null);
    }

    private Ordered order(Actor actor, Hosted mailbox, Picks picks, long shown, String reason, @Nullable Long rule) {
        if (mailbox.restrained() || mailbox.state() instanceof State.Erased) return new Ordered.Held();
        var stock = stocktaking.take(Rooms.account(mailbox));
        var sorting = sorter.now(stock);
        var parts = parts(stock, sorting, picks.apply(sorting.duplicates()));
        long messages = parts.stream().mapToLong(part -> part.uids().size()).sum();
        if (messages == 0) return new Ordered.Nothing();
        if (messages != shown) return new Ordered.Changed();
        var why = reason.strip();
        if (why.length() > LONGEST_REASON) return new Ordered.ReasonNeeded();
        if (why.isEmpty() && parts.stream().anyMatch(part -> part.group().needsWord()))
            return new Ordered.ReasonNeeded();
        var weight = new Weight(messages, parts.stream().mapToLong(Part::octets).sum(), 0);
        return Objects.requireNonNull(transaction.execute(status -> {
            var begun = begin(actor, stock.account(), parts, weight, why, rule);
            if (begun instanceof Ordered.GoingOn) status.setRollbackOnly();
            return begun;
        }));
    }

    private static List<Part> parts(Stock stock, Sorting sorting, BiPredicate<Group, Item> chosen) {
        record Place(Group group, int folder) {}
        var uids = new TreeMap<Place, List<Long>>(
                java.util.Comparator.comparing(Place::group).thenComparing(Place::folder));
        var octets = new TreeMap<Place, Long>(uids.comparator());
        var shelves = stock.shelves().stream().collect(Collectors.toMap(Shelf::id, shelf -> shelf));
        stock.each((shelf, item) -> {
            var place = new Place(sorting.group(item, shelf), shelf.id());
            if (!chosen.test(place.group(), item)) return;
            uids.computeIfAbsent(place, _ -> new ArrayList<>()).add(item.uid());
            octets.merge(place, item.octets(), Long::sum);
        });
        var parts = new ArrayList<Part>();
        for (var place : uids.keySet()) {
            var shelf = Objects.requireNonNull(shelves.get(place.folder()));
            parts.add(new Part(
                    parts.size() + 1,
                    place.group(),
                    shelf.name(),
                    shelf.uidValidity(),
                    Objects.requireNonNull(uids.get(place)),
                    Objects.requireNonNull(octets.get(place)),
                    null));
        }
        return parts;
    }

    private Ordered begin(
            Actor actor, AccountId account, List<Part> parts, Weight weight, String reason, @Nullable Long rule) {
        var now = clock.instant();
        var before = jobs.latest(CleanWork.KIND, subject(account));
        long id = rows.add(account, actor.account(), actor.name(), weight, reason, rule, now);
        for (var part : parts) rows.add(id, account, part);
        var started = jobs.start(new NewJob(
                CleanWork.KIND, actor.account(), subject(account), Long.toString(id), "hygiene.clean.words"));
        if (!started.isNew())
            return new Ordered.GoingOn(
                    before.map(job -> Long.parseLong(job.input())).orElse(0L));
        rows.begun(id, started.id());
        events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "hygiene.clean",
                subject(account),
                Map.of(),
                Map.of(
                        "cleaning", Long.toString(id),
                        "messages", Long.toString(weight.messages()),
                        "octets", Long.toString(weight.octets()),
                        "groups",
                                parts.stream()
                                        .map(part -> part.group().name())
                                        .distinct()
                                        .collect(Collectors.joining(" ")),
                        "reason", reason,
                        "rule", rule == null ? "" : rule.toString()),
                now));
        return new Ordered.Begun(id);
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

    /** What nobody took back in time is removed for good; its room on the disk is free after the next night. */
    @Scheduled(initialDelayString = "4m", fixedDelayString = "1h")
    void end() {
        for (var cleaning : rows.over(clock.instant())) {
            try (var mailbox = store.getObject().open(cleaning.account())) {
                for (var part : cleaning.parts()) mailbox.removeFolder(CleanWork.folder(cleaning, part));
            } catch (NoSuchElementException erased) {
                // Everything went with the mailbox.
            } catch (Unavailable down) {
                LOG.info("clean-up {} is ended later: {}", cleaning.id(), down.getMessage());
                continue;
            }
            rows.gone(cleaning.id(), clock.instant());
        }
    }
}
