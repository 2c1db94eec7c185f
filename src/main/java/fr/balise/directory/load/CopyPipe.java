package fr.balise.directory.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/**
 * Sends blocks of rows to the database while the next ones are being read. All use of the connection between {@link #CopyPipe}
 * and {@link #drain()} goes through here: one thread, in order.
 */
final class CopyPipe implements AutoCloseable {
    /** Blocks under way: enough to keep both sides busy, few enough to keep memory flat. */
    private static final int UNDER_WAY = 6;

    private final Connection connection;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("load-copy").factory());
    private final ArrayDeque<Future<?>> underWay = new ArrayDeque<>();
    private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();

    CopyPipe(Connection connection) {
        this.connection = connection;
    }

    byte[] empty(int length) {
        var bytes = spare.poll();
        return bytes != null && bytes.length == length ? bytes : new byte[length];
    }

    void send(String sql, byte[] bytes, int length) {
        while (underWay.size() >= UNDER_WAY) await(underWay.remove());
        underWay.add(thread.submit(() -> {
            copy(sql, bytes, length);
            return null;
        }));
    }

    /** Waits until all is sent; then the caller may use the connection itself. */
    void drain() {
        while (!underWay.isEmpty()) await(underWay.remove());
    }

    private void copy(String sql, byte[] bytes, int length) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(bytes, 0, length);
            copy.endCopy();
            spare.add(bytes);
        } finally {
            if (copy.isActive()) copy.cancelCopy();
        }
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were sent", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("rows could not be sent to the database", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
