package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Decision.Changed;
import fr.balise.mailbox.lifecycle.Decision.Refused;
import fr.balise.mailbox.lifecycle.Decision.Unchanged;
import fr.balise.mailbox.lifecycle.Refusal.Why;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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

    public Optional<Hosted> find(MailAddress address) {
        return rows.find(address);
    }

    public List<Hosted> of(Owner owner) {
        return rows.of(owner);
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
        return transaction.execute(_ -> decided(id, command, by, at, seen));
    }

    /** What would come of it now. Changes nothing. @throws NoSuchMailbox for an id that was never given */
    public Decision look(MailboxId id, Command command, By by) {
        var inside = command instanceof Command.RequestDeletion ? inside(id).orElse(null) : null;
        var from = get(id);
        var decision = LifecycleRules.decide(from, command, by, new Circumstances(now(), inside, terms));
        if (!(decision instanceof Changed)) return decision;
        var transfer = transfers.of(from, command);
        return transfer.allowed() ? decision : refused(from, new Why.CopyNotAllowed(transfer.because()));
    }

    private Decision decided(MailboxId id, Command command, By by, Circumstances at, @Nullable Long seen) {
        var from = get(id);
        var decision = LifecycleRules.decide(from, command, by, at);
        if (!(decision instanceof Changed(var to))) return decision;
        if (seen != null && seen != from.version()) return refused(from, new Why.ChangedMeanwhile());
        var transfer = transfers.of(from, command);
        if (!transfer.allowed()) return refused(from, new Why.CopyNotAllowed(transfer.because()));
        if (!rows.save(from, to, by, at.now())) return meanwhile(id, command, by, at);
        return changed(from, to, command, by, at.now());
    }

    /** Somebody was faster: the same act is done, another one is for the person to look at. */
    private Decision meanwhile(MailboxId id, Command command, By by, Circumstances at) {
        var now = get(id);
        return LifecycleRules.decide(now, command, by, at) instanceof Unchanged same
                ? same
                : refused(now, new Why.ChangedMeanwhile());
    }

    private Decision changed(Hosted from, Hosted to, Command command, By by, Instant at) {
        var act = act(command);
        rows.note(to.id(), act, to.state(), from.version() + 1, by, at);
        events.publishEvent(new SensitiveAct(
                by.actor(), "mailbox." + act, "mailbox:" + to.id(), Traced.of(from), Traced.of(to), at));
        events.publishEvent(new LifecycleChanged(to.id().value(), from.version() + 1, at));
        return new Changed(get(to.id()));
    }

    /** {@code RequestDeletion} is {@code request-deletion}. */
    static String act(Command command) {
        return HUMP.matcher(command.getClass().getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
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
