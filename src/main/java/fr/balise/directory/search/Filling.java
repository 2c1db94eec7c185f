package fr.balise.directory.search;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.lucene.index.IndexWriter;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Streams lines out of PostgreSQL into an index writer: one reader, two threads that make documents. Memory stays flat. */
final class Filling {
    private static final int WORKERS = 2;
    private static final int BATCH = 400;
    private static final int WAITING = 16;

    private final Connection connection;
    private final IndexWriter writer;
    private final Labels labels;
    private final LongConsumer personsDone;

    Filling(Connection connection, IndexWriter writer, Labels labels, LongConsumer personsDone) {
        this.connection = connection;
        this.writer = writer;
        this.labels = labels;
        this.personsDone = personsDone;
    }

    void persons(String sql) throws IOException, SQLException, InterruptedException {
        run(sql, this::addPersons);
    }

    void structures(String sql) throws IOException, SQLException, InterruptedException {
        run(sql, (documents, lines) -> {
            for (var line : lines) documents.addStructure(writer, Cells.of(line));
        });
    }

    private interface Making {
        void make(Documents documents, List<byte[]> lines) throws IOException;
    }

    private void run(String sql, Making making) throws IOException, SQLException, InterruptedException {
        var queue = new ArrayBlockingQueue<List<byte[]>>(WAITING);
        try (var threads = Executors.newFixedThreadPool(
                WORKERS, Thread.ofPlatform().daemon().name("index-", 0).factory())) {
            var workers = new ExecutorCompletionService<Void>(threads);
            for (int i = 0; i < WORKERS; i++) workers.submit(worker(queue, making));
            try {
                read(sql, queue, workers);
                for (int i = 0; i < WORKERS; i++) put(queue, List.of(), workers);
                for (int i = 0; i < WORKERS; i++) workers.take().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) throw io;
                throw new IOException("making documents failed", e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** An empty batch ends a worker. */
    private Callable<Void> worker(ArrayBlockingQueue<List<byte[]>> queue, Making making) {
        return () -> {
            var documents = new Documents(labels);
            for (var lines = queue.take(); !lines.isEmpty(); lines = queue.take()) making.make(documents, lines);
            return null;
        };
    }

    private void read(String sql, ArrayBlockingQueue<List<byte[]>> queue, ExecutorCompletionService<Void> workers)
            throws SQLException, InterruptedException, ExecutionException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + sql + ") to stdout");
        try {
            pump(copy, queue, workers);
        } finally {
            if (copy.isActive()) copy.cancelCopy();
        }
    }

    /** Batches never cut one person in two. */
    private void pump(CopyOut copy, ArrayBlockingQueue<List<byte[]>> queue, ExecutorCompletionService<Void> workers)
            throws SQLException, InterruptedException, ExecutionException {
        var batch = new ArrayList<byte[]>(BATCH + 8);
        long last = -1;
        for (var line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            long id = Cells.id(line);
            if (batch.size() >= BATCH && id != last) {
                put(queue, batch, workers);
                batch = new ArrayList<>(BATCH + 8);
            }
            last = id;
            batch.add(line);
        }
        if (!batch.isEmpty()) put(queue, batch, workers);
    }

    /** Waits for room, but not for workers that have failed. */
    private static void put(
            ArrayBlockingQueue<List<byte[]>> queue, List<byte[]> batch, ExecutorCompletionService<Void> workers)
            throws InterruptedException, ExecutionException {
        while (!queue.offer(batch, 1, TimeUnit.SECONDS)) {
            var ended = workers.poll();
            if (ended != null) ended.get();
        }
    }

    private void addPersons(Documents documents, List<byte[]> lines) throws IOException {
        var person = new ArrayList<Cells>(4);
        long last = -1;
        long done = 0;
        for (var line : lines) {
            long id = Cells.id(line);
            if (id != last && !person.isEmpty()) {
                documents.addPerson(writer, person);
                person.clear();
                done++;
            }
            last = id;
            person.add(Cells.of(line));
        }
        documents.addPerson(writer, person);
        personsDone.accept(done + 1);
    }
}
