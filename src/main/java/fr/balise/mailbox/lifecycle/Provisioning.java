package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.AfterCommit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has every {@link Engine} obey what was decided: soon after the commit, and again until it did. The table knows which version was
 * last obeyed, so that a crash between the commit and the call loses nothing.
 */
@Component
class Provisioning {
    private static final Logger log = LoggerFactory.getLogger(Provisioning.class);
    private static final int PAGE = 50;

    /** An act on thousands tells of thousands at once; they must not take the database's connections from everybody else. */
    private static final int AT_ONCE = 4;

    /** How many of those that wait are told of in one go. */
    private static final int TOGETHER = 50;

    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final Set<MailboxId> waiting = new LinkedHashSet<>();
    private final HostedRows rows;
    private final ObjectProvider<Engine> engines;
    private final TaskExecutor tasks;

    Provisioning(
            HostedRows rows, ObjectProvider<Engine> engines, @Qualifier("applicationTaskExecutor") TaskExecutor tasks) {
        this.rows = rows;
        this.engines = engines;
        this.tasks = tasks;
    }

    @EventListener
    void on(LifecycleChanged changed) {
        AfterCommit.gather(this, new MailboxId(changed.mailbox()), this::told);
    }

    private void told(List<MailboxId> ids) {
        synchronized (waiting) {
            waiting.addAll(ids);
        }
        if (free.tryAcquire()) tasks.execute(this::work); // else somebody at work takes them along
    }

    private void work() {
        do {
            try {
                for (var next = next(); !next.isEmpty(); next = next()) bringInLine(next);
            } finally {
                free.release();
            }
        } while (isWaiting() && free.tryAcquire()); // what came between the last look and the release
    }

    private boolean isWaiting() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }

    private List<MailboxId> next() {
        synchronized (waiting) {
            var next = waiting.stream().limit(TOGETHER).toList();
            next.forEach(waiting::remove);
            return next;
        }
    }

    /** What the listener missed: Balise stopped, or an engine was down. */
    @Scheduled(
            initialDelayString = "${balise.mailbox.closing.first-sweep:20s}",
            fixedDelayString = "${balise.mailbox.closing.sweep:30s}")
    void sweep() {
        if (engines().isEmpty()) return;
        for (var page = rows.outOfLine(0, PAGE); !page.isEmpty(); ) {
            bringInLine(page);
            page = rows.outOfLine(page.getLast().value(), PAGE);
        }
    }

    void bringInLine(List<MailboxId> ids) {
        var engines = engines();
        if (engines.isEmpty() || ids.isEmpty()) return;
        var seen = rows.find(ids); // before the servers read them: what changes meanwhile is told again
        try {
            tellEach(engines, ids);
            rows.inLine(seen);
        } catch (RuntimeException down) {
            if (ids.size() > 1) ids.forEach(id -> bringInLine(List.of(id)));
            else
                // Its class alone: a message of the servers may name an address.
                log.warn(
                        "mailbox {} is not in line yet, tried again soon: {}",
                        ids.getFirst(),
                        down.getClass().getName());
        }
    }

    /** One that fails keeps no other from being told. */
    private static void tellEach(List<Engine> engines, List<MailboxId> ids) {
        RuntimeException first = null;
        for (var engine : engines)
            try {
                engine.bringInLine(ids);
            } catch (RuntimeException down) {
                if (first == null) first = down;
            }
        if (first != null) throw first;
    }

    private List<Engine> engines() {
        return engines.orderedStream().toList();
    }
}
