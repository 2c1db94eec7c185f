package fr.balise.directory.search;

import fr.balise.directory.ListingChanged;
import fr.balise.directory.LoadApplied;
import fr.balise.kernel.AfterCommit;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Keeps an index at hand that matches the database. One thread compares every few seconds, and at once when something was written;
 * it opens, updates or rebuilds. Searches hold a {@link Snapshot} and never wait for it.
 */
@Component
class SearchIndex implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    private static final Duration SOON = Duration.ofMillis(100);

    /** While thousands of changes come in, looks leave this many times their own duration to everybody else. */
    private static final int SHARE = 2;

    /** What {@link Generation#load} says before the first one. */
    private static final long NO_LOAD = 0;

    private static final Duration SOON_AT_WORST = Duration.ofSeconds(1);

    private final DirectoryState state;
    private final IndexMaking making;
    private final IndexFolder folders;
    private final SearchSettings settings;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final AtomicLong personsDone = new AtomicLong();
    private final Object serving = new Object();
    private volatile long personsAll = 1;
    private volatile @Nullable Snapshot served;
    private volatile boolean damaged;

    /** The index served is that of a directory that no file was ever loaded into, and one is now: its answers would all be "nobody". */
    private volatile boolean overtaken;

    private volatile Duration lastLook = Duration.ZERO;
    private @Nullable ScheduledExecutorService thread;

    SearchIndex(DataSource database, JdbcClient jdbc, SearchSettings settings) {
        this.settings = settings;
        state = new DirectoryState(jdbc);
        making = new IndexMaking(database, settings.bufferMegabytes());
        folders = new IndexFolder(settings.index().toAbsolutePath());
    }

    /** Null while there is no usable index; whoever gets one must {@link Snapshot#release()} it. */
    @Nullable
    Snapshot held() {
        while (true) {
            var snapshot = served;
            if (snapshot == null || damaged || overtaken) return null;
            if (snapshot.hold()) return snapshot;
        }
    }

    /** How much of the index being built is done, 0…99. */
    int percent() {
        return (int) Math.min(99, 100 * personsDone.get() / Math.max(1, personsAll));
    }

    /** A search met something that a sound index cannot show: files changed under our feet. */
    void suspect(Snapshot snapshot) {
        if (snapshot == served) {
            damaged = true;
            wake();
        }
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(LoadApplied load) {
        synchronized (serving) {
            var snapshot = served;
            if (snapshot != null && snapshot.generation().load() == NO_LOAD) overtaken = true;
        }
        wake();
    }

    /** A change of ours is searchable within a second after its commit; changes close together are taken in one go. */
    @EventListener
    void on(ListingChanged change) {
        AfterCommit.gather(this, change, _ -> soon());
    }

    private void soon() {
        var current = thread;
        if (current == null || current.isShutdown() || !awaited.compareAndSet(false, true)) return;
        current.schedule(
                () -> {
                    awaited.set(false); // before the look: what is written during it is seen by the next one
                    bringInLine();
                },
                pause().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private Duration pause() {
        var fair = lastLook.multipliedBy(SHARE);
        if (fair.compareTo(SOON) < 0) return SOON;
        return fair.compareTo(SOON_AT_WORST) > 0 ? SOON_AT_WORST : fair;
    }

    /** One look: after it, the index served is of the database's generation, or a warning was logged. */
    synchronized void bringInLine() {
        long started = System.nanoTime();
        try {
            if (served == null && !damaged) openExisting();
            var snapshot = served;
            if (snapshot != null && !snapshot.complete()) damaged = true;
            if (snapshot == null || damaged) rebuild();
            else bringInLine(snapshot, state.generation());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException | RuntimeException e) {
            if (Thread.interrupted()) return;
            LOG.warn("the search index could not be brought in line; next attempt in {}", settings.compare(), e);
        } finally {
            lastLook = Duration.ofNanos(System.nanoTime() - started);
        }
    }

    private void bringInLine(Snapshot snapshot, Generation now) throws IOException, SQLException, InterruptedException {
        if (snapshot.generation().sameRows(now)) return;
        if (snapshot.generation().load() == NO_LOAD && now.load() != NO_LOAD)
            overtaken = true; // another copy loaded it
        update(snapshot);
    }

    private void openExisting() throws IOException {
        var folder = folders.current();
        if (folder == null) return;
        try {
            var found = Snapshot.open(folder);
            if (found == null) return;
            found.verify();
            serve(found);
            folders.keepOnly(folder);
            LOG.info(
                    "search index opened: {} documents of load {}",
                    found.documents(),
                    found.generation().load());
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.warn("the search index is damaged and will be rebuilt: {}", e.toString());
        }
    }

    private void update(Snapshot snapshot) throws IOException, SQLException, InterruptedException {
        boolean updated;
        try {
            updated = making.update(snapshot);
        } catch (IOException e) {
            LOG.warn("the search index cannot be updated and will be rebuilt: {}", e.toString());
            updated = false;
        }
        if (updated) serve(snapshot.reopened());
        else rebuild();
    }

    private void rebuild() throws IOException, SQLException, InterruptedException {
        long started = System.nanoTime();
        personsDone.set(0);
        personsAll = state.persons();
        folders.keepOnly(folders.current());
        var build = folders.fresh();
        making.build(build, personsDone::addAndGet);
        serveBuild(build);
        LOG.info("search index built in {} s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
        compact();
    }

    private void serveBuild(java.nio.file.Path build) throws IOException {
        var snapshot = Snapshot.open(build);
        if (snapshot == null) throw new IOException("a build without generation");
        folders.use(build);
        serve(snapshot);
        damaged = false;
        folders.keepOnly(build);
    }

    private void compact() throws IOException {
        var snapshot = served;
        if (snapshot == null || snapshot.segments() < 2) return;
        making.compact(snapshot.folder(), snapshot.generation());
        serve(snapshot.reopened());
    }

    private void serve(@Nullable Snapshot next) {
        synchronized (serving) {
            var before = served;
            served = next;
            overtaken = false;
            if (before != null && before != next) before.release();
        }
    }

    private void wake() {
        var current = thread;
        if (current != null && !current.isShutdown()) current.execute(this::bringInLine);
    }

    @Override
    public void start() {
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("directory-index").factory());
        long pause = settings.compare().toMillis();
        thread.scheduleWithFixedDelay(this::bringInLine, 0, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        var current = thread;
        thread = null;
        if (current != null) current.shutdownNow();
        serve(null);
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
