package fr.balise.mailbox.takeout;

import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Retrieval;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Takeout;
import fr.balise.mailbox.lifecycle.Transfer;
import fr.balise.mailbox.lifecycle.Transfers;
import fr.balise.mailbox.takeout.ExportRows.Wish;
import fr.balise.mailstore.ElsewhereConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders exports, says how far they are, hands them out to whoever ordered them, and removes them after their time. */
@Service
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
public class Exports implements Takeout {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    /** A folder that no row speaks of may be that of an order which is being committed. */
    private static final Duration ORPHAN = Duration.ofHours(1);

    private final ExportRows rows;
    private final Jobs jobs;
    private final Lifecycle lifecycle;
    private final Transfers transfers;
    private final ElsewhereConnections connections;
    private final SealKey key;
    private final TakeoutSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Exports(
            ExportRows rows,
            Jobs jobs,
            Lifecycle lifecycle,
            Transfers transfers,
            ElsewhereConnections connections,
            SealKey key,
            TakeoutSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.transfers = transfers;
        this.connections = connections;
        this.key = key;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** What became of an order. */
    public sealed interface Ordered {
        record Begun(JobId job) implements Ordered {}

        /** One for this mailbox is being made already. */
        record GoingOn() implements Ordered {}

        record NotAllowed(Transfer.Because because) implements Ordered {}

        record WeakPassphrase() implements Ordered {}

        /** Nothing is there any more. */
        record Erased() implements Ordered {}

        /** Access is suspended: the mail goes nowhere meanwhile. */
        record Suspended() implements Ordered {}

        /** Nothing is kept that opens it: a token serves one session, a job may take hours. */
        record NotConnected() implements Ordered {}
    }

    /**
     * Who may order it was asked before: whoever decides about the mailbox.
     *
     * @param passphrase null for a file that anybody can open
     */
    public Ordered order(Actor actor, Hosted mailbox, @Nullable String passphrase, boolean mbox, boolean attachments) {
        if (mailbox.state() instanceof State.Erased) return new Ordered.Erased();
        if (mailbox.suspension() != null) return new Ordered.Suspended();
        var allowed = transfers.ask(Transfer.Use.EXPORT, mailbox, null);
        return order(
                actor,
                new MailSource.Held(mailbox.id()),
                null,
                allowed,
                passphrase,
                new Wish(passphrase, mbox, attachments));
    }

    /** The same of some messages only. @param selection as {@link Selected} knows it */
    public Ordered order(Actor actor, Hosted mailbox, @Nullable String passphrase, long selection) {
        if (mailbox.state() instanceof State.Erased) return new Ordered.Erased();
        if (mailbox.suspension() != null) return new Ordered.Suspended();
        var allowed = transfers.ask(Transfer.Use.EXPORT, mailbox, null);
        return order(
                actor,
                new MailSource.Held(mailbox.id()),
                selection,
                allowed,
                passphrase,
                new Wish(passphrase, false, false));
    }

    /** Of a mailbox at another operator, by the person who connected it; whose it is was asked before. */
    public Ordered order(
            Actor actor, MailSource.Elsewhere source, @Nullable String passphrase, boolean mbox, boolean attachments) {
        if (connections.since(actor.account(), source.address()).isEmpty()) return new Ordered.NotConnected();
        var allowed = transfers.askElsewhere(Transfer.Use.EXPORT, source.address(), null);
        return order(actor, source, null, allowed, passphrase, new Wish(passphrase, mbox, attachments));
    }

    private Ordered order(
            Actor actor,
            MailSource source,
            @Nullable Long selection,
            Transfer allowed,
            @Nullable String passphrase,
            Wish wish) {
        if (!allowed.allowed()) return new Ordered.NotAllowed(allowed.because());
        if (passphrase != null && !Passphrase.isGood(passphrase)) return new Ordered.WeakPassphrase();
        var ordered = transaction.execute(status -> {
            var begun = begin(actor, source, selection, wish);
            if (begun instanceof Ordered.GoingOn) status.setRollbackOnly();
            return begun;
        });
        return java.util.Objects.requireNonNull(ordered);
    }

    private Ordered begin(Actor actor, MailSource source, @Nullable Long selection, Wish wish) {
        var now = clock.instant();
        var folder = UUID.randomUUID().toString();
        // An older file of everything would only confuse: its place is taken by the new one.
        var before = selection == null ? rows.latest(source) : Optional.<Export>empty();
        long id = rows.add(source, selection, actor.account(), folder, wish, now);
        var started = jobs.start(new NewJob(
                ExportWork.KIND, actor.account(), source.key(), Long.toString(id), "mailbox.takeout.words.begin"));
        if (!started.isNew()) return new Ordered.GoingOn();
        before.ifPresent(old -> rows.gone(old.id(), now));
        rows.begun(id, started.id(), wish.passphrase() == null ? null : key.seal(wish.passphrase(), Long.toString(id)));
        events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "mailbox.export",
                source.key(),
                Map.of(),
                Map.of(
                        "export",
                        Long.toString(id),
                        "selection",
                        java.util.Objects.toString(selection, ""),
                        "encrypted",
                        Boolean.toString(wish.passphrase() != null),
                        "mbox",
                        Boolean.toString(wish.mbox()),
                        "attachments",
                        Boolean.toString(wish.attachments())),
                now));
        return new Ordered.Begun(started.id());
    }

    /** Of this account alone. */
    public Optional<Export> mine(Actor actor, MailSource source) {
        return rows.latest(source).filter(export -> export.owner() == actor.account());
    }

    /** The one of a selection, of this account alone. */
    public Optional<Export> mine(Actor actor, long selection) {
        return rows.of(selection).filter(export -> export.owner() == actor.account());
    }

    /** Whether the file of a selection is gone, or never was. */
    public boolean isOver(long selection) {
        return rows.of(selection).isEmpty();
    }

    public Optional<Job> job(Export export) {
        return jobs.find(export.job());
    }

    /** The file itself, for whoever ordered it; empty while it is being made and once its time is over. Told to the audit. */
    public Optional<Path> file(Actor actor, Export export) {
        var until = export.readyUntil();
        if (export.owner() != actor.account() || until == null || until.isBefore(clock.instant()))
            return Optional.empty();
        if (export.source() instanceof MailSource.Held(var id) && isSuspended(id)) return Optional.empty();
        var file = settings.folder().resolve(export.folder()).resolve(Archive.FILE);
        if (!Files.isRegularFile(file)) return Optional.empty();
        return Optional.of(file);
    }

    private boolean isSuspended(MailboxId id) {
        return lifecycle
                .find(id)
                .filter(mailbox -> mailbox.suspension() != null)
                .isPresent();
    }

    /** A download begins at its first octet: said once, not for each range. */
    public void begins(Actor actor, Export export) {
        transaction.executeWithoutResult(_ -> events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "mailbox.export-download",
                export.source().key(),
                Map.of(),
                Map.of("export", Long.toString(export.id())),
                clock.instant())));
    }

    /** These octets left. Once all of everything did, the mailbox counts as retrieved. */
    public void sent(Actor actor, Export export, long from, long to) {
        rows.sent(export.id(), from, to);
        var now = rows.find(export.id());
        if (now.isPresent()
                && now.get().downloaded()
                && export.selection() == null
                && export.source() instanceof MailSource.Held(var mailbox)
                && hasAllSinceDepublication(mailbox, export.createdAt()))
            lifecycle.apply(mailbox, new Command.Retrieve(Retrieval.How.EXPORTED), By.of(actor));
    }

    /** What was made before the last depublication lacks what came since: the gate asks for more. */
    private boolean hasAllSinceDepublication(MailboxId mailbox, Instant made) {
        return lifecycle
                .find(mailbox)
                .flatMap(one -> one.state().depublishedSince())
                .filter(since -> !made.isBefore(since))
                .isPresent();
    }

    @Override
    public Optional<Made> latest(MailboxId mailbox) {
        return rows.latest(new MailSource.Held(mailbox))
                .flatMap(export -> jobs.find(export.job())
                        .map(job -> new Made(
                                job.done(),
                                Math.max(1, job.total()),
                                export.readyUntil(),
                                job.state() == Job.State.FAILED ? job.failure() : null)));
    }

    @Override
    public String page(BoxId box) {
        return "/mes-boites/" + box + "/recuperer";
    }

    /** What is over, and what nobody speaks of. */
    @Scheduled(initialDelayString = "3m", fixedDelayString = "15m")
    void sweep() {
        var now = clock.instant();
        try {
            for (var export : rows.over(now)) remove(export, now);
            for (var export : rows.unfinished()) if (isGivenUp(export, now)) remove(export, now);
            removeOrphans();
        } catch (IOException e) {
            LOG.warn("old exports could not be removed: {}", e.getClass().getSimpleName());
        }
    }

    /** As long as a whole one is kept, its owner may have it tried again from where it was. */
    private boolean isGivenUp(Export export, Instant now) {
        return jobs.find(export.job())
                .filter(job -> job.state() == Job.State.FAILED)
                .flatMap(job -> Optional.ofNullable(job.endedAt()))
                .filter(ended -> ended.plus(settings.keep()).isBefore(now))
                .isPresent();
    }

    private void remove(Export export, Instant now) throws IOException {
        ExportWork.delete(settings.folder().resolve(export.folder()));
        rows.gone(export.id(), now);
    }

    /** By the time of the disk, not of the demo's clock. */
    private void removeOrphans() throws IOException {
        if (!Files.isDirectory(settings.folder())) return;
        var known = new HashSet<>(rows.folders());
        try (var lying = Files.list(settings.folder())) {
            for (var folder : lying.toList())
                if (!known.contains(folder.getFileName().toString())
                        && Files.getLastModifiedTime(folder)
                                .toInstant()
                                .isBefore(Instant.now().minus(ORPHAN))) ExportWork.delete(folder);
        }
    }
}
