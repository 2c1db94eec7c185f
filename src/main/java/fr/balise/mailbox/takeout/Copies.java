package fr.balise.mailbox.takeout;

import fr.balise.identity.Actor;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final CopyRows rows;
    private final Jobs jobs;
    private final MailStore store;
    private final MailAccounts accounts;
    private final Transfers transfers;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Copies(
            CopyRows rows,
            Jobs jobs,
            MailStore store,
            MailAccounts accounts,
            Transfers transfers,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.jobs = jobs;
        this.store = store;
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
            var folders = open.folders();
            return Optional.of(targets.stream()
                    .map(target -> {
                        var left = CopyLeft.NOTHING;
                        long before = 0;
                        for (var folder : folders) {
                            var at = rows.folder(from(source), target.id(), folder.name(), folder.uidValidity())
                                    .orElse(null);
                            left = left.and(CopyLeft.of(open, folder, at));
                            before += at == null ? 0 : at.messages();
                        }
                        return preview(source, target, left, before);
                    })
                    .toList());
        } catch (MailStore.Unavailable | MailStore.NoSuchFolder unsettled) {
            return Optional.empty();
        }
    }

    private Preview preview(Hosted source, Hosted target, CopyLeft left, long before) {
        var account = new AccountId(target.id().value());
        return new Preview(
                target,
                transfers.ask(Transfer.Use.COPY, source, target.address()),
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
    }

    /** Who may order it, and whose both mailboxes are, was asked before: whoever decides about both. */
    public Ordered order(Actor actor, Hosted source, Hosted target) {
        if (source.state() instanceof State.Erased) return new Ordered.Erased();
        if (source.suspension() != null || target.suspension() != null) return new Ordered.Suspended();
        var seen = look(source, List.of(target));
        if (seen.isEmpty()) return new Ordered.Unknown();
        var preview = seen.get().getFirst();
        if (!preview.policy().allowed())
            return new Ordered.NotAllowed(preview.policy().because());
        if (!preview.fits()) return new Ordered.NoRoom(preview.missing());
        // After a depublication an empty copy still says that everything is there: the gate asks for that.
        if (preview.messages() == 0 && source.state() instanceof State.Active) return new Ordered.NothingNew();
        var ordered = transaction.execute(status -> {
            var begun = begin(actor, source, target, preview);
            if (begun instanceof Ordered.GoingOn) status.setRollbackOnly();
            return begun;
        });
        return Objects.requireNonNull(ordered);
    }

    private Ordered begin(Actor actor, Hosted source, Hosted target, Preview preview) {
        var now = clock.instant();
        long id = rows.add(from(source), target.id(), actor.account(), By.of(actor), now);
        var started = jobs.start(new NewJob(
                CopyWork.KIND, actor.account(), from(source).key(), Long.toString(id), "mailbox.copy.words.begin"));
        if (!started.isNew()) return new Ordered.GoingOn();
        rows.begun(id, started.id());
        events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "mailbox.copy",
                from(source).key(),
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
        return rows.latest(from(source)).filter(copy -> copy.owner() == actor.account());
    }

    /** What was given up goes on from where it was, once there is room again. */
    public boolean again(Actor actor, Copy copy) {
        return jobs.resume(copy.job(), actor.account()).isPresent();
    }

    public @Nullable Job job(Copy copy) {
        return jobs.find(copy.job()).orElse(null);
    }

    private static CopySource from(Hosted source) {
        return new CopySource.Held(source.id());
    }
}
