package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Decision.Changed;
import fr.balise.mailbox.lifecycle.Decision.Refused;
import fr.balise.mailbox.lifecycle.Decision.Unchanged;
import fr.balise.mailbox.lifecycle.HostedRows.Change;
import fr.balise.mailbox.lifecycle.HostedRows.Noted;
import fr.balise.mailbox.lifecycle.Refusal.Why;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way to change a hosted mailbox: a command in, a decision out; one commit holds state, history, event and trace. Who may
 * give the command was asked before ({@link OwnMailboxes}, {@link StaffMeasures}).
 */
@Service
public class Lifecycle {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final HostedRows rows;
    private final ObjectProvider<Insides> insides;
    private final Transfers transfers;
    private final Terms terms;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Lifecycle(
            HostedRows rows,
            ObjectProvider<Insides> insides,
            Transfers transfers,
            Terms terms,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.insides = insides;
        this.transfers = transfers;
        this.terms = terms;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Hosted> find(MailboxId id) {
        return rows.find(id);
    }

    /** Those that there are. */
    public List<Hosted> find(Collection<MailboxId> ids) {
        return rows.find(ids);
    }

    public Optional<Hosted> find(MailAddress address) {
        return rows.find(address);
    }

    /** Those that are held here, by the key of their address. */
    public Map<String, Hosted> at(Collection<MailAddress> addresses) {
        return addresses.isEmpty()
                ? Map.of()
                : rows.at(addresses).stream()
                        .collect(Collectors.toMap(one -> one.address().key(), Function.identity()));
    }

    public List<Hosted> of(Owner owner) {
        return rows.of(owner);
    }

    /** Some of all mailboxes that are not erased, in the order of their ids. @param after 0 for the first */
    public List<Hosted> page(long after, int limit) {
        return rows.find(rows.ids(after, limit));
    }

    /** Of many owners at once. */
    public List<Hosted> ofAll(Collection<? extends Owner> owners) {
        return rows.ofAll(owners);
    }

    public List<Happened> history(MailboxId id) {
        return rows.acts(id);
    }

    /** Empty when nobody can tell: until a mail store is there that counts, nothing can be asked to be deleted. */
    public Optional<Contents> inside(MailboxId id) {
        return Optional.ofNullable(insides.getIfAvailable()).flatMap(store -> store.of(id));
    }

    /**
     * What stands before a deletion now.
     *
     * @param inside null when nobody can tell what the mailbox holds
     * @param shut the gates, whatever the holder says, the gravest first
     */
    public record Before(@Nullable Contents inside, List<Gate> shut) {}

    /** Goes over the network. @throws NoSuchMailbox for an id that was never given */
    public Before before(MailboxId id) {
        var inside = inside(id).orElse(null);
        return new Before(inside, Gate.shut(get(id), new Circumstances(now(), inside, terms)));
    }

    /** On what is there now. @throws NoSuchMailbox for an id that was never given */
    public Decision apply(MailboxId id, Command command, By by) {
        return apply(id, command, by, null);
    }

    /**
     * @param seen the version that the person looked at; a change made since refuses the command, unless it was so already. Null for
     *     whatever is there now
     */
    public Decision apply(MailboxId id, Command command, By by, @Nullable Long seen) {
        // Asked before the transaction: it may go over the network.
        var inside = command instanceof Command.RequestDeletion ? inside(id).orElse(null) : null;
        var at = new Circumstances(now(), inside, terms);
        return transaction.execute(_ -> one(decided(List.of(id), _ -> command, by, at, seen)));
    }

    /**
     * The same to many, each decided by itself, in one commit.
     *
     * @param command not one that asks what is inside: that goes over the network for each
     * @return a decision for each. @throws NoSuchMailbox for an id that was never given, with nothing done
     */
    public Map<MailboxId, Decision> apply(Collection<MailboxId> ids, Command command, By by) {
        var at = blind(command);
        return transaction.execute(_ -> decided(ids, _ -> command, by, at, null));
    }

    /** As {@link #apply(Collection, Command, By)}, with a command of the same kind for each: depublications, each with its reply. */
    public <C extends Command> Map<MailboxId, Decision> apply(Map<MailboxId, C> commands, By by) {
        var at = blind(commands.values());
        return transaction.execute(_ -> decided(commands.keySet(), from -> own(commands, from), by, at, null));
    }

    /** What would come of the same to many. Changes nothing. @param command as in {@link #apply(Collection, Command, By)} */
    public Map<MailboxId, Decision> look(Collection<MailboxId> ids, Command command, By by) {
        var at = blind(command);
        return each(get(ids), from -> looked(from, command, by, at));
    }

    /** What would come of {@link #apply(Map, By)}. Changes nothing. */
    public <C extends Command> Map<MailboxId, Decision> look(Map<MailboxId, C> commands, By by) {
        var at = blind(commands.values());
        return each(get(commands.keySet()), from -> looked(from, own(commands, from), by, at));
    }

    private static <C extends Command> C own(Map<MailboxId, C> commands, Hosted mailbox) {
        return Objects.requireNonNull(commands.get(mailbox.id()));
    }

    private Circumstances blind(Collection<? extends Command> commands) {
        if (commands.stream().map(Lifecycle::act).distinct().count() > 1)
            throw new IllegalArgumentException("commands of one kind");
        commands.forEach(this::blind);
        return new Circumstances(now(), null, terms);
    }

    private Circumstances blind(Command command) {
        if (command instanceof Command.RequestDeletion) throw new IllegalArgumentException("asks what is inside");
        return new Circumstances(now(), null, terms);
    }

    private static Map<MailboxId, Decision> each(List<Hosted> mailboxes, Function<Hosted, Decision> decision) {
        var decisions = new LinkedHashMap<MailboxId, Decision>();
        for (var mailbox : mailboxes) decisions.put(mailbox.id(), decision.apply(mailbox));
        return decisions;
    }

    private static Decision one(Map<MailboxId, Decision> decisions) {
        return decisions.values().iterator().next();
    }

    /** What would come of it now. Changes nothing. @throws NoSuchMailbox for an id that was never given */
    public Decision look(MailboxId id, Command command, By by) {
        var inside = command instanceof Command.RequestDeletion ? inside(id).orElse(null) : null;
        return looked(get(id), command, by, new Circumstances(now(), inside, terms));
    }

    private Decision looked(Hosted from, Command command, By by, Circumstances at) {
        var decision = LifecycleRules.decide(from, command, by, at);
        if (!(decision instanceof Changed)) return decision;
        var transfer = transfers.of(from, command);
        return transfer.allowed() ? decision : refused(from, new Why.CopyNotAllowed(transfer.because()));
    }

    private Map<MailboxId, Decision> decided(
            Collection<MailboxId> ids,
            Function<Hosted, ? extends Command> commands,
            By by,
            Circumstances at,
            @Nullable Long seen) {
        var changes = new ArrayList<Change>();
        var decisions = each(get(ids), from -> {
            var decision = looked(from, commands.apply(from), by, at);
            if (!(decision instanceof Changed(var to))) return decision;
            if (seen != null && seen != from.version()) return refused(from, new Why.ChangedMeanwhile());
            changes.add(new Change(from, to));
            return decision;
        });
        if (changes.isEmpty()) return decisions;
        var written = rows.save(changes, by, at.now());
        if (!written.isEmpty())
            decisions.putAll(changed(written, commands.apply(written.getFirst().from()), by, at.now()));
        for (var change : changes)
            if (!written.contains(change))
                decisions.put(change.to().id(), meanwhile(change.to().id(), commands.apply(change.from()), by, at));
        return decisions;
    }

    /** Somebody was faster: the same act is done, another one is for the person to look at. */
    private Decision meanwhile(MailboxId id, Command command, By by, Circumstances at) {
        var now = get(id);
        return LifecycleRules.decide(now, command, by, at) instanceof Unchanged same
                ? same
                : refused(now, new Why.ChangedMeanwhile());
    }

    /** @param command one of them: all are of one kind */
    private Map<MailboxId, Decision> changed(List<Change> changes, Command command, By by, Instant at) {
        var act = act(command);
        rows.note(
                changes.stream()
                        .map(change -> new Noted(change.to(), change.from().version() + 1))
                        .toList(),
                act,
                by,
                at);
        for (var change : changes) tell(change.from(), change.to(), act, by, at);
        return each(get(changes.stream().map(change -> change.to().id()).toList()), Changed::new);
    }

    private void tell(Hosted from, Hosted to, String act, By by, Instant at) {
        events.publishEvent(new SensitiveAct(
                by.actor(), "mailbox." + act, "mailbox:" + to.id(), Traced.of(from), Traced.of(to), at));
        events.publishEvent(new LifecycleChanged(to.id().value(), from.version() + 1, at));
        if (to.state() instanceof State.Erased && !(from.state() instanceof State.Erased))
            events.publishEvent(new MailboxErased(to.id().value(), at));
    }

    /** Whether that is a mailbox held here which is being closed, or was: nobody should be sent there. */
    public boolean isEnding(MailAddress address) {
        return rows.isEnding(address);
    }

    /** {@code RequestDeletion} is {@code request-deletion}. */
    static String act(Command command) {
        return HUMP.matcher(command.getClass().getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    private List<Hosted> get(Collection<MailboxId> ids) {
        var found = rows.find(ids);
        if (found.size() == Set.copyOf(ids).size()) return found;
        var there = found.stream().map(Hosted::id).collect(Collectors.toSet());
        throw new NoSuchMailbox(
                ids.stream().filter(id -> !there.contains(id)).findFirst().orElseThrow());
    }

    private Hosted get(MailboxId id) {
        return rows.find(id).orElseThrow(() -> new NoSuchMailbox(id));
    }

    private static Decision refused(Hosted now, Why why) {
        return new Refused(new Refusal(now.state(), LifecycleRules.possible(now), why));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS); // as PostgreSQL keeps it
    }
}
