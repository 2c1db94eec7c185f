package fr.balise.mailbox.console;

import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.console.Run.State;
import fr.balise.mailbox.console.RunLines.Seen;
import fr.balise.mailbox.console.Runs.Found;
import fr.balise.mailbox.console.Runs.Task;
import fr.balise.mailstore.MailStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does the lines of runs: lines and the notes that they are done are one commit, so that whatever stops goes on where it was. A lease in the
 * database keeps other copies of Balise away; it ends by itself when this one dies.
 */
@Component
class RunWorker implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(RunWorker.class);
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Before a run that waits for a server tries again. */
    private static final Duration REST = Duration.ofSeconds(10);

    /** Between two looks at whether somebody paused or cancelled. */
    private static final int CHUNK = 100;

    /** Commits wait for the disk: side by side they share the wait. */
    private static final int SIDE_BY_SIDE = 4;

    /** Lines that go in one commit; as many are done again one by one when something breaks it. */
    private static final int TOGETHER = 25;

    /** Of a line that fails for a reason of its own. */
    private static final int TRIES = 3;

    private final Runs runs;
    private final RunLines lines;
    private final Wording wording;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory());

    RunWorker(Runs runs, RunLines lines, Wording wording, TransactionTemplate transaction, InstantSource clock) {
        this.runs = runs;
        this.lines = lines;
        this.wording = wording;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "3s", fixedDelayString = "500ms")
    void round() {
        for (var run = runs.lease(clock.instant(), LEASE); run.isPresent(); run = runs.lease(clock.instant(), LEASE)) {
            boolean stuck = false;
            try {
                stuck = !work(run.get());
            } finally {
                // A run that waits for a server leaves the others their turn.
                if (stuck) runs.rest(run.get().id(), clock.instant().plus(REST));
                else runs.release(run.get().id());
            }
        }
    }

    /**
     * Until its phase is over, somebody stops it, or a line fails for a reason that has nothing to do with the line.
     *
     * @return false for the last of these
     */
    private boolean work(Run run) {
        while (runs.still(run.id(), run.state(), clock.instant().plus(LEASE))) {
            var tasks = runs.next(run, CHUNK);
            if (tasks.isEmpty()) {
                var next = run.state() == State.CHECKING ? State.READY : State.DONE;
                transaction.executeWithoutResult(
                        _ -> runs.move(run.id(), List.of(run.state()), next, null, clock.instant()));
                return true;
            }
            if (!all(run, tasks)) return false;
        }
        return true;
    }

    private boolean all(Run run, List<Task> tasks) {
        // A file's lines see each other: two that ask for one address are done in the order of the file.
        if (run.kind() == Run.Kind.OPEN) return tasks.stream().allMatch(task -> one(run, task));
        var work = new ArrayList<Callable<Boolean>>();
        int together = RunLines.together(run) ? TOGETHER : 1;
        for (int from = 0; from < tasks.size(); from += together) {
            var some = tasks.subList(from, Math.min(tasks.size(), from + together));
            work.add(() -> some(run, some));
        }
        try {
            boolean good = true;
            for (Future<Boolean> done : workers.invokeAll(work)) good &= done.get();
            return good;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    /** In one commit; where one line breaks it, each in its own. */
    private boolean some(Run run, List<Task> tasks) {
        if (tasks.size() == 1) return one(run, tasks.getFirst());
        try {
            transaction.executeWithoutResult(_ -> {
                if (run.state() == State.CHECKING) runs.looked(found(tasks, lines.look(run, tasks)));
                else runs.done(found(tasks, lines.act(run, tasks)));
            });
            return true;
        } catch (RuntimeException broken) {
            log.debug("run {}: {} lines are done one by one", run.id(), tasks.size(), broken);
            boolean good = true;
            for (var task : tasks) good &= one(run, task);
            return good;
        }
    }

    private boolean one(Run run, Task task) {
        try {
            if (run.state() == State.CHECKING) {
                var seen = lines.look(run, task);
                transaction.executeWithoutResult(_ -> runs.looked(found(task, seen)));
            } else if (run.kind() == Run.Kind.CLOSE) {
                // What is inside is asked of the mail servers: no transaction waits for them. Asked twice, it is so
                // already.
                var done = lines.act(run, task);
                transaction.executeWithoutResult(_ -> runs.done(found(task, done)));
            } else transaction.executeWithoutResult(_ -> runs.done(found(task, lines.act(run, task))));
            return true;
        } catch (RuntimeException broken) {
            // Its class alone: a message may name an address.
            log.warn(
                    "run {}, line {} failed: {}",
                    run.id(),
                    task.n(),
                    broken.getClass().getName());
            return !passes(broken) && givenUp(run, task);
        }
    }

    /** Whether the cause is a server that will be back: the line waits for it, however long. */
    private static boolean passes(RuntimeException broken) {
        return broken instanceof TransientDataAccessException
                || broken instanceof NonTransientDataAccessResourceException
                || broken instanceof RecoverableDataAccessException
                || broken instanceof TransactionException
                || broken instanceof MailStore.Unavailable;
    }

    /** After some tries the line is over without effect, so that the run comes to its end. */
    private boolean givenUp(Run run, Task task) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            if (runs.tried(task) < TRIES) return false;
            var over = found(task, Seen.refused(Words.of("console.run.broken")));
            if (run.state() == State.CHECKING) runs.looked(over);
            else runs.done(over);
            return true;
        }));
    }

    private List<Found> found(Task task, Seen seen) {
        return found(List.of(task), List.of(seen));
    }

    private List<Found> found(List<Task> tasks, List<Seen> seen) {
        return IntStream.range(0, tasks.size())
                .mapToObj(i -> found(tasks.get(i), seen.get(i), text(seen.get(i).told())))
                .toList();
    }

    private static Found found(Task task, Seen seen, @org.jspecify.annotations.Nullable String told) {
        return new Found(task, seen.word(), seen.hosted(), seen.opens(), told);
    }

    private @org.jspecify.annotations.Nullable String text(@org.jspecify.annotations.Nullable Words told) {
        return told == null ? null : wording.of(told, Locale.FRENCH);
    }

    @Override
    public void destroy() {
        workers.close();
    }
}
