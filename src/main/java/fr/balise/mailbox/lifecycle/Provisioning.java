package fr.balise.mailbox.lifecycle;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Has every {@link Engine} obey what was decided: soon after the commit, and again until it did. The table knows which version was
 * last obeyed, so that a crash between the commit and the call loses nothing.
 */
@Component
class Provisioning {
    private static final Logger log = LoggerFactory.getLogger(Provisioning.class);
    private static final int PAGE = 200;

    /** An act on thousands tells of thousands at once; they must not take the database's connections from everybody else. */
    private static final int AT_ONCE = 4;

    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final HostedRows rows;
    private final ObjectProvider<Engine> engines;

    Provisioning(HostedRows rows, ObjectProvider<Engine> engines) {
        this.rows = rows;
        this.engines = engines;
    }

    @Async
    @TransactionalEventListener
    public void on(LifecycleChanged changed) {
        free.acquireUninterruptibly();
        try {
            bringInLine(new MailboxId(changed.mailbox()));
        } finally {
            free.release();
        }
    }

    /** What the listener missed: Balise stopped, or an engine was down. */
    @Scheduled(
            initialDelayString = "${balise.mailbox.closing.first-sweep:20s}",
            fixedDelayString = "${balise.mailbox.closing.sweep:30s}")
    void sweep() {
        if (engines().isEmpty()) return;
        for (var page = rows.outOfLine(0, PAGE); !page.isEmpty(); ) {
            page.forEach(this::bringInLine);
            page = rows.outOfLine(page.getLast().value(), PAGE);
        }
    }

    void bringInLine(MailboxId id) {
        var engines = engines();
        var seen = rows.find(id);
        if (engines.isEmpty() || seen.isEmpty()) return;
        try {
            for (var engine : engines) engine.bringInLine(id);
            rows.inLine(id, seen.get().version());
        } catch (RuntimeException down) {
            // Its class alone: a message of the servers may name an address.
            log.warn(
                    "mailbox {} is not in line yet, tried again soon: {}",
                    id,
                    down.getClass().getName());
        }
    }

    private List<Engine> engines() {
        return engines.orderedStream().toList();
    }
}
