package fr.balise.mailbox.takeout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what goes into a file and writes it, in a thread of its own, while whoever puts it there fetches more. Memory stays flat: a few
 * sheets go round, and whoever finds none waits. When one side fails the other stops. Used by one thread.
 */
final class Press implements AutoCloseable {
    private static final int SHEET = 1 << 18;
    private static final int SHEETS = 16;

    private final SideFile file;
    private final BlockingQueue<Sheet> free = new LinkedBlockingQueue<>();
    private final BlockingQueue<Sheet> full = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile @Nullable Throwable failed;
    private volatile boolean over;
    private @Nullable Sheet current;
    private long length;

    /** What becomes of octets before they are written, in place, in the order in which they were put. */
    interface Treatment {
        void treat(byte[] octets, int from, int length);
    }

    private static final class Sheet {
        private final byte[] octets;
        private final CompletableFuture<Void> written = new CompletableFuture<>();
        private @Nullable Treatment treatment;
        private int length;

        Sheet(int size) {
            octets = new byte[size];
        }
    }

    Press(SideFile file) {
        this.file = file;
        this.length = file.length();
        for (int n = 0; n < SHEETS; n++) free.add(new Sheet(SHEET));
        this.thread = Thread.ofPlatform().daemon().name("export-press").start(this::work);
    }

    /** Of the file, with what is still on its way there. */
    long length() {
        return length;
    }

    /** @param treatment null for octets that are written as they are */
    void put(byte[] octets, int from, int count, @Nullable Treatment treatment) throws IOException {
        for (int done = 0; done < count; ) {
            var sheet = sheet(treatment);
            int n = Math.min(count - done, SHEET - sheet.length);
            System.arraycopy(octets, from + done, sheet.octets, sheet.length, n);
            sheet.length += n;
            done += n;
        }
        length += count;
    }

    private Sheet sheet(@Nullable Treatment treatment) throws IOException {
        var sheet = current;
        if (sheet != null && (sheet.length == SHEET || sheet.treatment != treatment)) {
            handOver();
            sheet = null;
        }
        if (sheet == null) {
            sheet = blank();
            sheet.treatment = treatment;
            current = sheet;
        }
        return sheet;
    }

    private Sheet blank() throws IOException {
        check();
        try {
            return free.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void handOver() {
        if (current != null) full.add(current);
        current = null;
    }

    private void check() throws IOException {
        var why = failed;
        if (why != null) throw new IOException("the file could not be written", why);
    }

    /** Done when all that was put so far is written; it may then not be on the disk yet. */
    CompletableFuture<Void> written() {
        handOver();
        var mark = new Sheet(0);
        full.add(mark);
        return mark.written;
    }

    /** Waits until all is written: then what is treated next, and what was, is nobody else's. */
    void settle() throws IOException {
        waitFor(written());
    }

    static void waitFor(CompletableFuture<Void> done) throws IOException {
        try {
            done.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException failed) {
            throw new IOException("the file could not be written", failed.getCause());
        }
    }

    private void work() {
        while (!over) {
            try {
                print(full.take());
            } catch (InterruptedException | RuntimeException | IOException | Error why) {
                failed = why;
            }
        }
    }

    private void print(Sheet sheet) throws IOException {
        var why = failed;
        try {
            if (why == null && sheet.length > 0) {
                if (sheet.treatment != null) sheet.treatment.treat(sheet.octets, 0, sheet.length);
                file.write(sheet.octets, 0, sheet.length);
            }
        } finally {
            if (sheet.octets.length > 0) {
                sheet.length = 0;
                free.add(sheet);
            }
        }
        if (sheet.octets.length > 0) return;
        if (why == null) sheet.written.complete(null);
        else sheet.written.completeExceptionally(why);
    }

    /** What was not written yet is not wanted any more. */
    @Override
    public void close() {
        over = true;
        full.add(new Sheet(0));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
