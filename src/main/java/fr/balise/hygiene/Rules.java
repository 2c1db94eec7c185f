package fr.balise.hygiene;

import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Rule.Kind;
import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.MailStore.Unavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Rules that a person leaves running on a mailbox, and what each would take at present. Who may was asked before. */
@Service
public class Rules {
    private static final int MOST = 20;

    private final RuleRows rows;
    private final Cleanings cleanings;
    private final Stocktaking stocktaking;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Rules(
            RuleRows rows,
            Cleanings cleanings,
            Stocktaking stocktaking,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.cleanings = cleanings;
        this.stocktaking = stocktaking;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** What was asked for. @param folder number of a {@link Shelf}; null for all */
    public record Wish(Kind kind, int days, @Nullable Integer folder) {
        boolean makesSense() {
            return days >= kind.least() && days <= Rule.MOST_DAYS;
        }
    }

    public sealed interface Made {
        record Done(Rule rule) implements Made {}

        /** Other messages are meant than those that were shown. */
        record Changed() implements Made {}

        /** Too few or too many days, a folder that is gone, the same rule again, or too many rules. */
        record Wrong() implements Made {}
    }

    /** Those of a mailbox. */
    public List<Rule> of(Hosted mailbox) {
        return rows.of(Rooms.account(mailbox));
    }

    public Optional<Rule> find(Hosted mailbox, long id) {
        return rows.find(id).filter(rule -> rule.account().equals(Rooms.account(mailbox)));
    }

    /** What it would take at present; empty for a wish that makes no sense. */
    public Optional<Weight> simulate(Stock stock, Wish wish) {
        return draft(stock, wish).map(rule -> simulate(stock, rule));
    }

    /** What a rule would take at present. */
    public Weight simulate(Stock stock, Rule rule) {
        var now = clock.instant();
        var sum = new Weight[] {Weight.NONE};
        stock.each((shelf, item) -> {
            if (rule.takes(item, shelf, now)) sum[0] = sum[0].plus(item);
        });
        return sum[0];
    }

    private Optional<Rule> draft(Stock stock, Wish wish) {
        if (!wish.makesSense()) return Optional.empty();
        var shelf = stock.shelves().stream()
                .filter(one -> Objects.equals(one.id(), wish.folder()))
                .findFirst();
        if (wish.folder() != null && shelf.isEmpty()) return Optional.empty();
        return Optional.of(new Rule(
                0,
                stock.account(),
                wish.kind(),
                wish.days(),
                shelf.map(Shelf::name).orElse(null),
                0,
                "",
                clock.instant(),
                0,
                null,
                null));
    }

    /**
     * @param shown how many messages the person was told that it takes at present
     * @throws Unavailable when the mail server does not answer
     */
    public Made make(Actor actor, Hosted mailbox, Wish wish, long shown) {
        var account = Rooms.account(mailbox);
        var stock = stocktaking.take(account);
        var draft = draft(stock, wish);
        var there = rows.of(account);
        if (draft.isEmpty() || there.size() >= MOST || there.stream().anyMatch(one -> isSame(one, draft.get())))
            return new Made.Wrong();
        var weight = simulate(stock, draft.get());
        if (weight.messages() != shown) return new Made.Changed();
        return Objects.requireNonNull(transaction.execute(_ -> {
            long id = rows.add(
                    actor, account, wish.kind(), wish.days(), draft.get().folder(), shown, clock.instant());
            var rule = rows.find(id).orElseThrow();
            tell(actor, "hygiene.rule", rule, Map.of("messages", Long.toString(shown)));
            return new Made.Done(rule);
        }));
    }

    private static boolean isSame(Rule one, Rule other) {
        return one.kind() == other.kind() && Objects.equals(one.folder(), other.folder());
    }

    /** A rule that waits goes on, and may take what it was shown to take; in the name of whoever lets it, where its own person has no right. */
    public void release(Actor actor, Rule rule) {
        transaction.executeWithoutResult(_ -> {
            if (rule.paused() != null && rows.takeOver(rule, actor))
                tell(actor, "hygiene.rule-taken-over", rule, Map.of());
            if (rule.braked() != null && rows.release(rule, rule.braked().messages()))
                tell(actor, "hygiene.rule-released", rule, Map.of());
        });
    }

    public void end(Actor actor, Rule rule) {
        transaction.executeWithoutResult(_ -> {
            if (rows.end(rule, clock.instant())) tell(actor, "hygiene.rule-ended", rule, Map.of());
        });
    }

    /** Whoever made it has no right any more. To be called in a transaction. @return false where it waited before */
    boolean pause(Rule rule) {
        if (!rows.pause(rule, clock.instant())) return false;
        tell("system", "hygiene.rule-paused", rule, Map.of());
        return true;
    }

    private void tell(Actor actor, String what, Rule rule, Map<String, String> more) {
        tell(actor.auditName(), what, rule, more);
    }

    private void tell(String actor, String what, Rule rule, Map<String, String> more) {
        var facts = new java.util.TreeMap<>(more);
        facts.put("rule", Long.toString(rule.id()));
        facts.put("kind", rule.kind().name());
        facts.put("days", Integer.toString(rule.days()));
        events.publishEvent(
                new SensitiveAct(actor, what, Cleanings.subject(rule.account()), Map.of(), facts, clock.instant()));
    }

    /** What came of a day of a rule. */
    sealed interface Ran {
        record Took(long cleaning) implements Ran {}

        record Nothing() implements Ran {}

        record Braked(long messages) implements Ran {}

        /** A hold, a clean-up that goes on, or a mailbox that changes just now: it is tried again. */
        record Later() implements Ran {}
    }

    /** Orders what the rule takes today, as a clean-up in the name of whoever made it, which can be taken back as any. */
    Ran run(Hosted mailbox, Rule rule) {
        var stock = stocktaking.take(Rooms.account(mailbox));
        var weight = simulate(stock, rule);
        if (weight.messages() == 0) return new Ran.Nothing();
        if (weight.messages() > rule.brake(rows.before(rule))) {
            transaction.executeWithoutResult(_ -> rows.brake(rule, weight.messages(), clock.instant()));
            return new Ran.Braked(weight.messages());
        }
        var now = clock.instant();
        var shelves = stock.shelves().stream().collect(Collectors.toMap(Shelf::id, shelf -> shelf));
        var owner = new Actor(rule.owner(), rule.ownerName(), null, Set.of());
        var ordered = cleanings.order(
                owner,
                mailbox,
                item -> {
                    var shelf = shelves.get(item.folder());
                    return shelf != null && rule.takes(item, shelf, now);
                },
                weight.messages(),
                rule.id());
        return ordered instanceof Ordered.Begun(var id) ? new Ran.Took(id) : new Ran.Later();
    }
}
