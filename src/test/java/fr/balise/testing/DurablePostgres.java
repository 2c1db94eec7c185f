package fr.balise.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;

/**
 * A PostgreSQL with fsync on that tests of durability may kill. Killing the postmaster leaves its children to notice and end by
 * themselves, as on a machine where the kernel chose it as its victim; {@link #start} waits until they are gone.
 */
public final class DurablePostgres implements AutoCloseable {
    private static final int START_ATTEMPTS = 60;

    private final Path binaries;
    private final Path home;
    private final int port;

    public DurablePostgres() throws IOException, InterruptedException {
        binaries = TestPostgres.binaries();
        home = Files.createTempDirectory("balise-durable");
        TestPostgres.open(home);
        port = TestPostgres.freePort();
        TestPostgres.run(
                binaries,
                "initdb",
                "-D",
                data().toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "--locale=C.UTF-8",
                "-E",
                "UTF8");
        start();
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Starts the server, after a kill too: recovery from the log is part of what is tested. */
    public void start() throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                startOnce();
                return;
            } catch (IOException stillHeld) {
                if (attempt == START_ATTEMPTS)
                    throw new IllegalStateException("the server did not come back", stillHeld);
                Thread.sleep(250);
            }
        }
    }

    private void startOnce() throws IOException, InterruptedException {
        TestPostgres.run(
                binaries,
                "pg_ctl",
                "-D",
                data().toString(),
                "-w",
                "-t",
                "60",
                "-l",
                home.resolve("log").toString(),
                "-o",
                "-p " + port + " -h 127.0.0.1 -k " + home + " -c fsync=on -c synchronous_commit=on"
                        + " -c full_page_writes=on -c shared_buffers=64MB"
                        + " -c wal_level=minimal -c max_wal_senders=0",
                "start");
    }

    /** SIGKILL to the postmaster: no checkpoint, no goodbye. */
    public void kill() throws IOException, InterruptedException {
        var pid = Long.parseLong(
                Files.readAllLines(data().resolve("postmaster.pid")).getFirst());
        var postmaster = ProcessHandle.of(pid).orElseThrow();
        var children = postmaster.children().toList();
        postmaster.destroyForcibly();
        for (var child : children) child.onExit().join();
    }

    /** Makes {@code database} a copy of {@code template}, to which nobody may be connected. */
    public void copy(String template, String database) {
        admin("drop database if exists " + database + " with (force)");
        // With checkpoints around the copy: without, a sequence of the copy believes that its next numbers are in the
        // log already,
        // and gives them out twice after a kill.
        admin("create database " + database + " template " + template + " strategy file_copy");
    }

    public void create(String database) {
        admin("create database " + database);
    }

    private void admin(String sql) {
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path data() {
        return home.resolve("d");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        TestPostgres.run(binaries, "pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
