package fr.balise.mailstore;

import fr.balise.mailstore.MailActivity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the mail servers told, written together by whoever gets to the database first: a crowd of events costs one transaction, a single
 * one does not wait for company. Who tells something gets an answer when it is written.
 */
final class Happenings {
    /** In one statement. */
    private static final int MOST = 500;

    /**
     * One sign of life of a mailbox.
     *
     * @param mailbox a login name, as the servers have it
     * @param kind what is counted; null: only that the mailbox changed
     * @param session it was more than a delivery
     */
    record Happened(String mailbox, @Nullable Kind kind, boolean session) {}

    private static final class Told {
        private final Happened what;
        private boolean tried;
        private boolean written;
        private @Nullable RuntimeException failure;

        private Told(Happened what) {
            this.what = what;
        }
    }

    private final ConcurrentLinkedQueue<Told> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock pen = new ReentrantLock();
    private final Consumer<List<Happened>> rows;

    /** @param rows writes all of a list, or nothing and throws */
    Happenings(Consumer<List<Happened>> rows) {
        this.rows = rows;
    }

    /** Comes back when it is written; throws what its own writing threw. */
    void write(Happened what) {
        var told = new Told(what);
        waiting.add(told);
        pen.lock();
        try {
            while (!told.tried) tryNext();
        } finally {
            pen.unlock();
        }
        if (told.failure != null) throw told.failure;
        // What kept them from being written together need not be the fault of this one.
        if (!told.written) rows.accept(List.of(what));
    }

    /** How many are told and not yet being written. */
    int waiting() {
        return waiting.size();
    }

    private void tryNext() {
        var batch = new ArrayList<Told>();
        for (var next = waiting.poll(); next != null; next = batch.size() < MOST ? waiting.poll() : null) {
            next.tried = true;
            batch.add(next);
        }
        try {
            rows.accept(batch.stream().map(told -> told.what).toList());
            for (var told : batch) told.written = true;
        } catch (RuntimeException failed) {
            if (batch.size() == 1) batch.getFirst().failure = failed;
        }
    }
}
