package fr.balise.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * One real PostgreSQL for the tests of one JVM, on a free loopback port, thrown away at the end. Each caller gets a database of
 * its own. fsync is off: what tests of durability need, they start themselves.
 */
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable TestPostgres started;
    private static @Nullable String migrated;

    private final int port;

    private TestPostgres(int port) {
        this.port = port;
    }

    /** A JDBC address of an empty database; user {@code postgres}, no password. */
    public static synchronized String freshDatabase() {
        return server().create(null);
    }

    /** The same with the schema: brought in once for this server, and copied from then on, which takes a tenth of the time. */
    public static synchronized String migratedDatabase() {
        var server = server();
        if (migrated == null) {
            var url = server.create(null);
            Flyway.configure().dataSource(url, "postgres", "").load().migrate();
            migrated = url.substring(url.lastIndexOf('/') + 1);
        }
        return server.create(migrated);
    }

    private static TestPostgres server() {
        if (started == null) started = start();
        return started;
    }

    private String create(@Nullable String template) {
        var name = "t" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + (template == null ? "" : " template " + template));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static TestPostgres start() {
        try {
            var binaries = binaries();
            var data = Files.createTempDirectory("balise-pg");
            open(data);
            var port = freePort();
            run(
                    binaries,
                    "initdb",
                    "-D",
                    data.resolve("d").toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-N",
                    "--locale=C.UTF-8",
                    "-E",
                    "UTF8");
            run(
                    binaries,
                    "pg_ctl",
                    "-D",
                    data.resolve("d").toString(),
                    "-w",
                    "-t",
                    "60",
                    "-l",
                    data.resolve("log").toString(),
                    "-o",
                    "-p " + port + " -h 127.0.0.1 -k " + data + " -F -c synchronous_commit=off -c full_page_writes=off"
                            + " -c shared_buffers=256MB -c max_connections=500 -c max_wal_size=4GB",
                    "start");
            // After the application contexts: one that closes later would wait half a minute for a connection.
            SpringApplication.getShutdownHandlers().add(() -> stop(binaries, data));
            return new TestPostgres(port);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the test database did not start", e);
        }
    }

    private static void stop(Path binaries, Path data) {
        try {
            run(binaries, "pg_ctl", "-D", data.resolve("d").toString(), "-m", "immediate", "-w", "stop");
            try (var files = Files.walk(data)) {
                for (var file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("test database left behind: " + e.getMessage());
        }
    }

    /** PostgreSQL refuses to run as root, so a root build hands it to an unprivileged user. */
    static void run(Path binaries, String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name")))
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var log = Files.createTempFile("balise-pg", ".log");
        var process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new IOException(program + " failed: " + Files.readString(log));
        Files.delete(log);
    }

    static Path binaries() throws IOException {
        var home = Path.of(
                System.getProperty("java.io.tmpdir"), "balise-postgres-18.6.0-" + System.getProperty("user.name"));
        if (Files.exists(home.resolve("complete"))) return home;
        var fresh = Files.createTempDirectory("balise-postgres");
        try (InputStream packed = TestPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz");
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = fresh.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) Files.createDirectories(target);
                else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0)
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        open(fresh);
        Files.createFile(fresh.resolve("complete"));
        try {
            Files.move(fresh, home);
        } catch (IOException taken) {
            return fresh; // another build was faster; ours works as well
        }
        return home;
    }

    static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
