package fr.balise.mailbox.takeout;

import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Retrieval;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailbox.lifecycle.Transfer;
import fr.balise.mailbox.lifecycle.Transfers;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.ElsewhereConnections;
import fr.balise.mailstore.MailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Copies everything that a mailbox holds into another one; after a kill it goes on where it was, and nothing is there twice. */
@Component
class CopyWork implements Work {
    static final String KIND = "mailbox.copy";
    private static final String SUSPENDED = "mailbox.copy.refused.suspended";

    private final CopyRows rows;
    private final MailStore store;
    private final Sources sources;
    private final ElsewhereConnections connections;
    private final Lifecycle lifecycle;
    private final Transfers transfers;
    private final TakeoutSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    CopyWork(
            CopyRows rows,
            MailStore store,
            Sources sources,
            ElsewhereConnections connections,
            Lifecycle lifecycle,
            Transfers transfers,
            TakeoutSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.store = store;
        this.sources = sources;
        this.connections = connections;
        this.lifecycle = lifecycle;
        this.transfers = transfers;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var found = rows.find(Long.parseLong(run.job().input()));
        if (found.isEmpty()) return new Outcome.GivenUp("mailbox.copy.failed.gone");
        var copy = found.get();
        if (copy.done()) return new Outcome.Done("");
        var no = refused(copy);
        if (no != null) return new Outcome.GivenUp(no);
        try {
            return copied(new WhileAllowed(run, () -> refused(copy)), copy);
        } catch (GaveUp ended) {
            return new Outcome.GivenUp(ended.why());
        } catch (WhileAllowed.NoLonger stopped) {
            return new Outcome.GivenUp(stopped.why());
        }
    }

    /** Asked at each step: what was allowed when it was ordered may not be any more. Null if nothing stands in the way. */
    private @Nullable String refused(Copy copy) {
        var target = lifecycle.find(copy.target()).orElseThrow();
        if (target.suspension() != null) return SUSPENDED;
        return switch (copy.source()) {
            case MailSource.Held(var id) -> refused(lifecycle.find(id).orElseThrow(), target);
            case MailSource.Elsewhere one -> {
                if (connections.since(copy.owner(), one.address()).isEmpty()) yield Sources.DISCONNECTED;
                yield refused(transfers.askElsewhere(Transfer.Use.COPY, one.address(), target.address()));
            }
        };
    }

    private @Nullable String refused(Hosted source, Hosted target) {
        if (source.state() instanceof State.Erased) return "mailbox.copy.failed.gone";
        if (source.suspension() != null) return SUSPENDED;
        return refused(transfers.ask(Transfer.Use.COPY, source, target.address()));
    }

    private static @Nullable String refused(Transfer transfer) {
        return transfer.allowed() ? null : "mailbox.copy.failed.not-allowed";
    }

    private Outcome copied(Run run, Copy copy) throws IOException, Run.Stopped {
        var folder = folder(copy.id());
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var from = sources.open(copy.owner(), copy.source());
                var to = store.open(new AccountId(copy.target().value()))) {
            var turn = new CopyTurn(
                    run, rows, copy, sources.address(copy.source()), from, to, folder.resolve("item"), settings.step());
            if (!turn.goOn()) return new Outcome.GivenUp("mailbox.copy.failed.full");
            retrieved(copy);
            done(copy, turn);
        } finally {
            ExportWork.delete(folder);
        }
        return new Outcome.Done("");
    }

    /** Only a copy that was begun after the last depublication holds everything since: what the gate asks for. */
    private void retrieved(Copy copy) {
        if (!(copy.source() instanceof MailSource.Held(var id))) return;
        var since = lifecycle.find(id).orElseThrow().state().depublishedSince();
        if (since.isPresent() && !copy.createdAt().isBefore(since.get()))
            lifecycle.apply(id, new Command.Retrieve(Retrieval.How.COPIED), copy.by());
    }

    private void done(Copy copy, CopyTurn turn) {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> {
            if (!rows.done(copy.id(), turn.messages(), turn.octets(), now)) return;
            events.publishEvent(new SensitiveAct(
                    copy.by().actor(),
                    "mailbox.copied",
                    copy.source().key(),
                    Map.of(),
                    Map.of(
                            "target",
                            "mailbox:" + copy.target(),
                            "messages",
                            Long.toString(turn.messages()),
                            "octets",
                            Long.toString(turn.octets())),
                    now));
        });
    }

    /** What was copied stays: it is in a mailbox of its holder, who may have worked with it since. */
    @Override
    public void undo(Job job) throws IOException {
        ExportWork.delete(folder(Long.parseLong(job.input())));
    }

    /** Swept with those of exports, should a kill leave it. */
    private Path folder(long copy) {
        return settings.folder().resolve("copy-" + copy);
    }
}
