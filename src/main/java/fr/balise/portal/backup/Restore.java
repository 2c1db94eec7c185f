package fr.balise.portal.backup;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Puts a backup in the place of the database, as the unprivileged user and while Balise is down. The new database is filled and checked
 * beside; one transaction then exchanges the names, so that a crash leaves the old or the new one.
 */
public final class Restore {
    /** Name of the environment variable for the address of an external PostgreSQL. */
    public static final String EXTERNAL = "BALISE_POSTGRESQL_URL";

    private static final String FRESH = "balise_restored";
    private static final String OLD = "balise_before";

    private final Path data;
    private final int port;

    private Restore(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** What kind of instance a backup is of. @throws Failure when it is not a whole backup */
    public static String kind(Path file) throws IOException {
        try (var backup = new BackupReader(file)) {
            return backup.held().kind();
        }
    }

    /** What the chain of the audit had come to after the backup is kept beside: those acts are in it no more. */
    private static void setAnchorAside(Path anchor, BackupReader backup) throws IOException {
        if (Files.exists(anchor))
            Files.move(anchor, aside(anchor, backup), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Messages and indexes of two moments do not fit together; a second restore of the same backup sets aside what came between. */
    private static void setMailAside(Path mail, BackupReader backup) throws IOException {
        if (Files.isDirectory(mail)) Files.move(mail, Path.of(aside(mail, backup) + "-" + System.currentTimeMillis()));
    }

    private static Path aside(Path path, BackupReader backup) {
        var stamp = backup.held().at().toString().replace(':', '-');
        return path.resolveSibling(path.getFileName() + ".before-restore-of-" + stamp);
    }

    /**
     * Arguments: the data folder, the port of the embedded PostgreSQL, the backup. The address of another PostgreSQL comes by
     * environment: it holds a password, and the words of a command are for all to see.
     */
    static void main(String... args) throws IOException, SQLException {
        var data = Path.of(args[0]);
        try (var backup = new BackupReader(Path.of(args[2]))) {
            backup.verify();
            var external = System.getenv(EXTERNAL);
            if (external == null) new Restore(data, Integer.parseInt(args[1])).exchange(backup);
            else new DatabaseRestore(new DriverManagerDataSource(external)).fill(backup);
            setAnchorAside(data.resolve("audit.anchor"), backup);
            setMailAside(data.resolve("mail"), backup);
            backup.unpackFiles(data);
            System.out.println("restored what was saved on " + backup.held().at());
        } catch (Failure failure) {
            System.out.println(failure.getMessage());
            System.exit(1);
        }
    }

    private void exchange(BackupReader backup) throws IOException, SQLException {
        try (var admin = admin()) {
            run(
                    admin,
                    "drop database if exists " + FRESH + " with (force)",
                    "create database " + FRESH + " owner balise");
            var password = Files.readString(data.resolve("secrets").resolve("spring.datasource.password"));
            new DatabaseRestore(new DriverManagerDataSource(url(FRESH), "balise", password.strip())).fill(backup);
            run(admin, "drop database if exists " + OLD + " with (force)");
            admin.setAutoCommit(false);
            run(admin, "alter database balise rename to " + OLD, "alter database " + FRESH + " rename to balise");
            admin.commit();
            admin.setAutoCommit(true);
            run(admin, "drop database " + OLD + " with (force)");
        }
    }

    private Connection admin() throws IOException, SQLException {
        return DriverManager.getConnection(
                url("postgres"), PostgresCluster.adminName(), PostgresCluster.adminPassword(data));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : List.of(statements)) statement.execute(sql);
        }
    }
}
