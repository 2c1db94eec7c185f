package fr.balise.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/** A PostgreSQL of its own for one benchmark, in a folder that the caller throws away, with the given settings: those of production. */
public final class BenchPostgres implements AutoCloseable {
    private final Path binaries = TestPostgres.binaries();
    private final Path home;
    private final int port = TestPostgres.freePort();

    public BenchPostgres(Path home, Map<String, String> settings) throws IOException, InterruptedException {
        this.home = Files.createDirectory(home);
        TestPostgres.open(home);
        run("initdb", "-D", data(), "-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8");
        var given = settings.entrySet().stream()
                .map(s -> " -c " + s.getKey() + "=" + (s.getValue().isEmpty() ? "''" : s.getValue()))
                .collect(Collectors.joining());
        run("pg_ctl", "-D", data(), "-w", "-t", "60", "-l", home + "/log", "-o", given + " -p " + port, "start");
    }

    /** A JDBC address of a new, empty database; user {@code postgres}, no password. */
    public String create(String database) {
        execute("create database " + database);
        return url(database);
    }

    /** The same, with the roles that the mail servers read it as. */
    public String createForMail(String database) {
        execute("create role balise_dovecot login");
        execute("create role balise_postfix login");
        return create(database);
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Process id of the server. */
    public long process() throws IOException {
        return Long.parseLong(
                Files.readAllLines(Path.of(data(), "postmaster.pid")).getFirst());
    }

    /** Something that asks this database. */
    public interface Work {
        void run() throws Exception;
    }

    /** How many statements reach the server meanwhile, those of everybody. Slows them down: not to be timed. */
    public long statements(Work work) throws Exception {
        log("all");
        long before = logged();
        work.run();
        long after = logged();
        log("none");
        return after - before;
    }

    private void log(String what) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("alter system set log_statement = '" + what + "'");
            statement.execute("select pg_reload_conf()");
        }
        Thread.sleep(500); // each connection reads it before its next statement
    }

    private long logged() throws IOException {
        try (var lines = Files.lines(home.resolve("log"))) {
            return lines.filter(line -> line.contains("LOG:  execute ") || line.contains("LOG:  statement: "))
                    .count();
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String data() {
        return home.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        TestPostgres.run(binaries, program, arguments);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }
}
