package fr.balise.portal.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A part under supervision: its process, and when it may be started again. */
final class Kept {
    final Part part;
    private @Nullable Process process;
    private String state = "down";
    private int deaths;
    private long startedNanos;
    private long retryNanos;

    Kept(Part part) {
        this.part = part;
    }

    void start() throws IOException {
        state = "starting";
        startedNanos = System.nanoTime();
        process = part.start();
    }

    boolean alive() {
        var current = process;
        return current != null && current.isAlive();
    }

    /** Notes a death, and starts the part again once its pause is over. @return whether something changed */
    boolean revive() throws IOException {
        if (alive()) return becameReady();
        if (!"restarting".equals(state)) {
            state = "restarting";
            deaths = Backoff.deaths(deaths, Duration.ofNanos(System.nanoTime() - startedNanos));
            retryNanos = System.nanoTime() + Backoff.after(deaths).toNanos();
            return true;
        }
        if (System.nanoTime() < retryNanos) return false;
        start();
        return true;
    }

    private boolean becameReady() {
        if ("up".equals(state) || !part.ready()) return false;
        state = "up";
        return true;
    }

    /** Waits until the part answers. @throws Failure when it died or took too long */
    void awaitReady(java.nio.file.Path log) throws IOException, InterruptedException {
        long until = System.nanoTime() + part.patience().toNanos();
        while (!part.ready()) {
            if (!alive()) throw new Failure(part.name() + " ended as soon as it started; see " + log);
            if (System.nanoTime() > until) throw new Failure(part.name() + " did not answer in time; see " + log);
            Thread.sleep(150);
        }
        state = "up";
    }

    void stop() {
        var current = process;
        if (current == null) return;
        Ending.end(part, current.toHandle());
        state = "down";
    }

    Ledger.Entry entry() {
        var current = process;
        return new Ledger.Entry(
                part.name(),
                state,
                part.address(),
                current == null || !current.isAlive() ? null : Ledger.Mark.of(current.toHandle()));
    }

    /** Asks, waits, and kills what does not listen. */
    static final class Ending {
        /** Longer than open requests may take to be answered (half a minute), shorter than people wait. */
        private static final long LONGEST_SECONDS = 45;

        private Ending() {}

        static void end(Part part, ProcessHandle process) {
            part.end(process);
            try {
                process.onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                process.destroyForcibly();
            }
        }
    }
}
