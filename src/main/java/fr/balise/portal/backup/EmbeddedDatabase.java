package fr.balise.portal.backup;

import fr.balise.portal.supervisor.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A new database is filled beside the old one; one transaction then exchanges their names, so that a crash leaves the old or the new. */
final class EmbeddedDatabase implements RestoredDatabase {
    private static final String FRESH = "balise_restored";
    private static final String OLD = "balise_before";

    private final Path data;
    private final int port;

    EmbeddedDatabase(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    @Override
    public void prepare(BackupReader backup) throws IOException, SQLException {
        try (var admin = admin()) {
            run(
                    admin,
                    "drop database if exists " + FRESH + " with (force)",
                    "create database " + FRESH + " owner balise");
        }
        var password = Files.readString(data.resolve("secrets").resolve("spring.datasource.password"));
        new DatabaseRestore(new DriverManagerDataSource(url(FRESH), "balise", password.strip())).fill(backup);
    }

    @Override
    public void exchange(BackupReader backup, String token) throws IOException, SQLException {
        try (var admin = admin()) {
            run(admin, "drop database if exists " + OLD + " with (force)");
            admin.setAutoCommit(false);
            run(admin, "alter database balise rename to " + OLD, "alter database " + FRESH + " rename to balise");
            admin.commit();
            admin.setAutoCommit(true);
            run(admin, "drop database " + OLD + " with (force)");
        }
    }

    @Override
    public void finish(String token) {
        // the names are exchanged: nothing is left
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
