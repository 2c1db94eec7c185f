package fr.balise.directory.load;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One reading among several that go on at the same time, each list of them on one connection. */
final class Beside<T> {
    interface Read<T> {
        T read() throws SQLException;
    }

    private final Read<T> read;
    private @Nullable T result;

    Beside(Read<T> read) {
        this.read = read;
    }

    /**
     * Returns when all are read.
     *
     * @param together whether the second list is read at the same time as the first
     */
    static void all(boolean together, List<? extends Beside<?>> here, List<? extends Beside<?>> there)
            throws SQLException {
        if (!together) {
            run(here);
            run(there);
            return;
        }
        try (var thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("load-beside").factory())) {
            var reading = thread.submit(() -> {
                run(there);
                return null;
            });
            run(here);
            reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading what is held", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException known) throw known;
            throw new IllegalStateException("what is held cannot be read", e.getCause());
        }
    }

    private static void run(List<? extends Beside<?>> all) throws SQLException {
        for (var one : all) one.result();
    }

    private void result() throws SQLException {
        result = read.read();
    }

    T get() {
        return Objects.requireNonNull(result);
    }
}
