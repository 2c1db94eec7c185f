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
        private boolean done;
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

    /** Comes back when it is written. What its writing threw, with that of all that were to be written with it, is thrown. */
    void write(Happened what) {
        var told = new Told(what);
        waiting.add(told);
        pen.lock();
        try {
            while (!told.done) writeNext();
        } finally {
            pen.unlock();
        }
        if (told.failure != null) throw told.failure;
    }

    /** How many are told and not yet being written. */
    int waiting() {
        return waiting.size();
    }

    private void writeNext() {
        var batch = new ArrayList<Told>();
        for (var next = waiting.poll(); next != null; next = batch.size() < MOST ? waiting.poll() : null)
            batch.add(next);
        try {
            rows.accept(batch.stream().map(told -> told.what).toList());
        } catch (RuntimeException failed) {
            for (var told : batch) told.failure = failed;
        }
        for (var told : batch) told.done = true;
    }
}
