package fr.balise.mailbox.console;

import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.Refusal;
import fr.balise.mailbox.console.Run.Figures;
import fr.balise.mailbox.console.Run.Kind;
import fr.balise.mailbox.console.Run.Line;
import fr.balise.mailbox.console.Run.State;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One act on many mailboxes, by staff: prepared, looked at line by line, started (what closes: by a second person), paused, gone on with,
 * cancelled. {@link RunWorker} does the lines, each once, whatever stops meanwhile.
 */
@Service
public class Bulk {
    /** What may happen to a holder; PROPOSE stands for a departure. */
    public static final List<Kind> OF_HOLDER = List.of(Kind.DEATH, Kind.INCAPACITY, Kind.PROPOSE);

    /** More than this is prepared in several lots, so that a person can look through one. */
    public static final int MOST = 20_000;

    public static final int LINES = 100;
    private static final int CHUNK = 1_000;

    private final Runs runs;
    private final HostedConsole console;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Bulk(Runs runs, HostedConsole console, ApplicationEventPublisher events, InstantSource clock) {
        this.runs = runs;
        this.console = console;
        this.events = events;
        this.clock = clock;
    }

    public enum Why {
        REASON_NEEDED,
        /** The filter or file finds nothing. */
        NOTHING,
        TOO_MANY,
        /** Another person must start what this one prepared. */
        SECOND_PERSON,
        /** It stands elsewhere by now. */
        NOT_NOW
    }

    public sealed interface Doing {
        record Done(long run) implements Doing {}

        record Refused(Why why) implements Doing {}
    }

    /** @param last n of the last line shown; null when there are no more */
    public record View(
            Run run,
            Figures figures,
            List<Line> lines,
            @Nullable Integer last) {}

    /** Everything that the filter finds now, and nothing that comes later. */
    @Transactional
    public Outcome<Doing> prepare(Actor actor, Kind kind, Filter filter, String reason) {
        if (!actor.is(Actor.Role.OPERATOR) || !isForMany(kind)) return Outcome.refused(new Refusal.NotAllowed());
        var why = bad(reason);
        if (why != null) return refused(why);
        var first = console.ids(filter, 0, CHUNK);
        if (first.isEmpty()) return refused(Why.NOTHING);
        var run = runs.add(kind, reason.strip(), By.of(actor), clock.instant());
        int lines = 0;
        for (var chunk = first;
                !chunk.isEmpty();
                chunk = console.ids(filter, chunk.getLast().value(), CHUNK)) {
            runs.addHosted(run, lines + 1, chunk.stream().map(MailboxId::value).toList());
            lines += chunk.size();
            if (lines > MOST) {
                org.springframework.transaction.interceptor.TransactionAspectSupport.currentTransactionStatus()
                        .setRollbackOnly();
                return refused(Why.TOO_MANY);
            }
        }
        tell(actor, "mailbox.prepare-run", run, Map.of("kind", kind.word(), "lines", Integer.toString(lines)));
        return Outcome.done(new Doing.Done(run));
    }

    /** On every mailbox of whoever holds that one. @param kind one of {@link #OF_HOLDER} */
    @Transactional
    public Outcome<Doing> prepareHolder(Actor actor, Kind kind, MailboxId one, String reason) {
        if (!OF_HOLDER.contains(kind)) throw new IllegalArgumentException("nothing that happens to a holder");
        var all = console.ofHolder(actor, one);
        if (!(all instanceof Outcome.Done<List<Hosted>>(var mailboxes)))
            return all.map(_ -> new Doing.Refused(Why.NOTHING));
        var why = bad(reason);
        if (why != null) return refused(why);
        if (mailboxes.isEmpty()) return refused(Why.NOTHING);
        var run = runs.add(kind, reason.strip(), By.of(actor), clock.instant());
        runs.addHosted(
                run, 1, mailboxes.stream().map(mailbox -> mailbox.id().value()).toList());
        tell(
                actor,
                "mailbox.prepare-run",
                run,
                Map.of("kind", kind.word(), "lines", Integer.toString(mailboxes.size())));
        return Outcome.done(new Doing.Done(run));
    }

    private static boolean isForMany(Kind kind) {
        return switch (kind) {
            case DEPUBLISH, SUSPEND, RESUME, CLOSE, PROPOSE -> true;
            case OPEN, DEATH, INCAPACITY -> false;
        };
    }

    static @Nullable Why bad(String reason) {
        var text = reason.strip();
        return text.isEmpty() || text.length() > 500 || text.chars().anyMatch(Character::isISOControl)
                ? Why.REASON_NEEDED
                : null;
    }

    public Outcome<List<Run>> latest(Actor actor) {
        return actor.is(Actor.Role.OPERATOR)
                ? Outcome.done(runs.latest(50))
                : Outcome.refused(new Refusal.NotAllowed());
    }

    public Outcome<View> view(Actor actor, long id, int after) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return runs.find(id)
                .map(run -> {
                    var lines = runs.lines(id, after, LINES + 1);
                    var more = lines.size() > LINES;
                    var shown = more ? lines.subList(0, LINES) : lines;
                    return Outcome.done(new View(
                            run,
                            runs.figures(id),
                            List.copyOf(shown),
                            more ? shown.getLast().n() : null));
                })
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound()));
    }

    /** Confirms what was looked at; what closes is started by another person than who prepared it. */
    @Transactional
    public Outcome<Doing> start(Actor actor, long id) {
        return with(actor, id, run -> {
            if (run.kind().needsTwo() && run.by().equals(actor.auditName())) return refused(Why.SECOND_PERSON);
            return moved(actor, run, List.of(State.READY), State.RUNNING, "mailbox.start-run", By.of(actor));
        });
    }

    @Transactional
    public Outcome<Doing> pause(Actor actor, long id) {
        return with(
                actor, id, run -> moved(actor, run, List.of(State.RUNNING), State.PAUSED, "mailbox.pause-run", null));
    }

    @Transactional
    public Outcome<Doing> resume(Actor actor, long id) {
        return with(
                actor, id, run -> moved(actor, run, List.of(State.PAUSED), State.RUNNING, "mailbox.resume-run", null));
    }

    /** What was done stays done, and each mailbox can go back by itself; the rest is not done. */
    @Transactional
    public Outcome<Doing> cancel(Actor actor, long id) {
        var open = List.of(State.CHECKING, State.READY, State.RUNNING, State.PAUSED);
        return with(actor, id, run -> moved(actor, run, open, State.CANCELLED, "mailbox.cancel-run", null));
    }

    private interface Step {
        Outcome<Doing> of(Run run);
    }

    private Outcome<Doing> with(Actor actor, long id, Step step) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        Optional<Run> found = runs.find(id);
        return found.isEmpty() ? Outcome.refused(new Refusal.NotFound()) : step.of(found.get());
    }

    private Outcome<Doing> moved(
            Actor actor, Run run, List<State> from, State to, String action, @Nullable By starter) {
        if (!runs.move(run.id(), from, to, starter, clock.instant())) return refused(Why.NOT_NOW);
        tell(actor, action, run.id(), Map.of("kind", run.kind().word(), "state", to.word()));
        return Outcome.done(new Doing.Done(run.id()));
    }

    private void tell(Actor actor, String action, long run, Map<String, String> after) {
        events.publishEvent(
                new SensitiveAct(actor.auditName(), action, "run:" + run, Map.of(), after, clock.instant()));
    }

    static Outcome<Doing> refused(Why why) {
        return Outcome.done(new Doing.Refused(why));
    }
}
