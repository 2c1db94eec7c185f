package fr.balise.mailbox.takeout;

import fr.balise.identity.Actor;
import fr.balise.identity.Pace;
import fr.balise.jobs.Job;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Transfer;
import fr.balise.mailbox.lifecycle.Transfers;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailUsage;
import fr.balise.mailstore.OpenMailbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** "Copier tout": says what a copy into another mailbox would bring, orders it, tells how far it is [L-I8]. */
@Service
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
public class Copies {
    /** Each look is a login at somebody else's server. */
    private final Pace pace = new Pace(10_000, 20, 20, Duration.ofMinutes(10));

    private final CopyRows rows;
    private final Jobs jobs;
    private final MailStore store;
    private final Sources sources;
    private final MailAccounts accounts;
    private final Transfers transfers;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Copies(
            CopyRows rows,
            Jobs jobs,
            MailStore store,
            Sources sources,
            MailAccounts accounts,
            Transfers transfers,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.jobs = jobs;
        this.store = store;
        this.sources = sources;
        this.accounts = accounts;
        this.transfers = transfers;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a copy into one mailbox would bring.
     *
     * @param messages not there yet; {@code octets} likewise
     * @param before messages that an earlier copy brought there
     * @param quota of the target, in octets; {@code used} what it holds now
     */
    public record Preview(
            Hosted target, Transfer policy, long messages, long octets, long before, long quota, long used) {
        /** Whether all of it finds room. */
        public boolean fits() {
            return octets <= quota - used;
        }

        /** Octets that must be freed first. */
        public long missing() {
            return Math.max(0, octets - (quota - used));
        }

        /** How full the target would be, 0 to 100 and above. */
        public long percentAfter() {
            return quota <= 0 ? 100 : (used + octets) * 100 / quota;
        }
    }

    /**
     * Goes over the network.
     *
     * @param targets among them whoever asks may choose; that was decided before
     * @return empty when the mail server does not answer
     */
    public Optional<List<Preview>> look(Hosted source, List<Hosted> targets) {
        if (targets.isEmpty()) return Optional.of(List.of());
        try (var open = store.open(new AccountId(source.id().value()))) {
            return Optional.of(previews(
                    open, from(source), targets, to -> transfers.ask(Transfer.Use.COPY, source, to.address())));
        } catch (MailStore.Unavailable | MailStore.NoSuchFolder unsettled) {
            return Optional.empty();
        }
    }

    /** What is seen of a mailbox that another operator holds. */
    public sealed interface Looked {
        record Seen(List<Preview> previews) implements Looked {}

        /** @param why key of a message */
        record Not(String why) implements Looked {}
    }

    /** Of a mailbox that this account connected; logs in at its operator. */
    public Looked look(Actor actor, MailSource.Elsewhere source, List<Hosted> targets) {
        if (targets.isEmpty()) return new Looked.Seen(List.of());
        if (pace.secondsToWait(actor.account() + " " + source.key()) > 0)
            return new Looked.Not("mailbox.connection.refused.too-often");
        try (var open = sources.open(actor.account(), source)) {
            return new Looked.Seen(previews(
                    open,
                    source,
                    targets,
                    to -> transfers.askElsewhere(Transfer.Use.COPY, source.address(), to.address())));
        } catch (GaveUp no) {
            return new Looked.Not(no.why());
        } catch (MailStore.Unavailable | MailStore.NoSuchFolder unsettled) {
            return new Looked.Not("mailbox.connection.refused.unreachable");
        }
    }

    private List<Preview> previews(
            OpenMailbox open, MailSource source, List<Hosted> targets, Function<Hosted, Transfer> policy) {
        var folders = open.folders();
        return targets.stream()
                .map(target -> {
                    var left = CopyLeft.NOTHING;
                    long before = 0;
                    for (var folder : folders) {
                        var at = rows.folder(source, target.id(), folder.name(), folder.uidValidity())
                                .orElse(null);
                        left = left.and(CopyLeft.of(open, folder, at));
                        before += at == null ? 0 : at.messages();
                    }
                    return preview(policy.apply(target), target, left, before);
                })
                .toList();
    }

    private Preview preview(Transfer policy, Hosted target, CopyLeft left, long before) {
        var account = new AccountId(target.id().value());
        return new Preview(
                target,
                policy,
                left.messages(),
                left.octets(),
                before,
                accounts.find(account).map(there -> there.quota().toBytes()).orElse(0L),
                accounts.usage(account)
                        .map(MailUsage::size)
                        .map(DataSize::toBytes)
                        .orElse(0L));
    }

    /** What became of an order. */
    public sealed interface Ordered {
        record Begun() implements Ordered {}

        /** One from this mailbox goes on already. */
        record GoingOn() implements Ordered {}

        record NotAllowed(Transfer.Because because) implements Ordered {}

        /** @param missing octets that must be freed in the target first */
        record NoRoom(long missing) implements Ordered {}

        /** All of it was copied there before. */
        record NothingNew() implements Ordered {}

        /** An access is suspended: nothing is moved meanwhile. */
        record Suspended() implements Ordered {}

        /** The mail server does not answer. */
        record Unknown() implements Ordered {}

        /** Nothing is there any more. */
        record Erased() implements Ordered {}

        /** The other operator's server was not opened. @param why key of a message */
        record NotOpened(String why) implements Ordered {}
    }

    /** Who may order it, and whose both mailboxes are, was asked before: whoever decides about both. */
    public Ordered order(Actor actor, Hosted source, Hosted target) {
        if (source.state() instanceof State.Erased) return new Ordered.Erased();
        if (source.suspension() != null || target.suspension() != null) return new Ordered.Suspended();
        var seen = look(source, List.of(target));
        if (seen.isEmpty()) return new Ordered.Unknown();
        // After a depublication an empty copy still says that everything is there: the gate asks for that.
        boolean evenIfEmpty = !(source.state() instanceof State.Active);
        return order(actor, from(source), seen.get().getFirst(), evenIfEmpty);
    }

    /** From a mailbox that this account connected; whose both are was asked before. */
    public Ordered order(Actor actor, MailSource.Elsewhere source, Hosted target) {
        if (target.suspension() != null) return new Ordered.Suspended();
        return switch (look(actor, source, List.of(target))) {
            case Looked.Not(var why) -> new Ordered.NotOpened(why);
            case Looked.Seen(var previews) -> order(actor, source, previews.getFirst(), false);
        };
    }

    private Ordered order(Actor actor, MailSource source, Preview preview, boolean evenIfEmpty) {
        if (!preview.policy().allowed())
            return new Ordered.NotAllowed(preview.policy().because());
        if (!preview.fits()) return new Ordered.NoRoom(preview.missing());
        if (preview.messages() == 0 && !evenIfEmpty) return new Ordered.NothingNew();
        var ordered = transaction.execute(status -> {
            var begun = begin(actor, source, preview.target(), preview);
            if (begun instanceof Ordered.GoingOn) status.setRollbackOnly();
            return begun;
        });
        return Objects.requireNonNull(ordered);
    }

    private Ordered begin(Actor actor, MailSource source, Hosted target, Preview preview) {
        var now = clock.instant();
        long id = rows.add(source, target.id(), actor.account(), By.of(actor), now);
        var started = jobs.start(new NewJob(
                CopyWork.KIND, actor.account(), source.key(), Long.toString(id), "mailbox.copy.words.begin"));
        if (!started.isNew()) return new Ordered.GoingOn();
        rows.begun(id, started.id());
        events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "mailbox.copy",
                source.key(),
                Map.of(),
                Map.of(
                        "target",
                        "mailbox:" + target.id(),
                        "messages",
                        Long.toString(preview.messages()),
                        "octets",
                        Long.toString(preview.octets()),
                        "policy",
                        preview.policy().because().name()),
                now));
        return new Ordered.Begun();
    }

    /** The newest one from this mailbox, of this account alone. */
    public Optional<Copy> mine(Actor actor, Hosted source) {
        return mine(actor, from(source));
    }

    public Optional<Copy> mine(Actor actor, MailSource source) {
        return rows.latest(source).filter(copy -> copy.owner() == actor.account());
    }

    /** What was given up goes on from where it was, once there is room again. */
    public boolean again(Actor actor, Copy copy) {
        return jobs.resume(copy.job(), actor.account()).isPresent();
    }

    public @Nullable Job job(Copy copy) {
        return jobs.find(copy.job()).orElse(null);
    }

    private static MailSource from(Hosted source) {
        return new MailSource.Held(source.id());
    }
}
