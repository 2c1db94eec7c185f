package fr.balise.portal.backup;

import fr.balise.portal.supervisor.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills an empty database from a backup: tables as they were then, rows, counters, and then what this version changed since. */
final class DatabaseRestore {
    private final DataSource database;

    DatabaseRestore(DataSource database) {
        this.database = database;
    }

    /** @throws Failure when the database is not empty, or the backup is newer than this version */
    void fill(BackupReader backup) throws IOException, SQLException {
        refuseUnlessEmpty();
        tablesAsThen(backup.held().schemaVersion());
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            rows(connection, backup);
            counters(connection, backup.held());
            connection.commit();
        }
        flyway(MigrationVersion.LATEST).migrate();
        JdbcClient.create(database).sql("analyze").update();
    }

    void refuseUnlessEmpty() {
        var tables = JdbcClient.create(database)
                .sql("select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")
                .query(Long.class)
                .single();
        if (tables > 0)
            throw new Failure("the database is not empty; make an empty one and point balise.postgresql.url at it.");
    }

    /** Asked before anything is made. @throws Failure when this version does not know the tables of the backup */
    void refuseNewer(String version) {
        for (var known : flyway(MigrationVersion.LATEST).info().all())
            if (version.equals(String.valueOf(known.getVersion()))) return;
        throw newer();
    }

    private static Failure newer() {
        return new Failure("this backup was made by a newer Balise; restore it with that version.");
    }

    private void tablesAsThen(String version) {
        var flyway = flyway(MigrationVersion.fromVersion(version));
        flyway.migrate();
        var current = flyway.info().current();
        if (current == null || !version.equals(String.valueOf(current.getVersion()))) throw newer();
    }

    private Flyway flyway(MigrationVersion target) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .defaultSchema("public")
                .target(target)
                .load();
    }

    /** Migrations bring rows of their own (operators' sheets); those of the backup take their place. */
    private static void rows(Connection connection, BackupReader backup) throws IOException, SQLException {
        var tables = backup.held().tables();
        try (var statement = connection.createStatement()) {
            for (var table : tables.reversed()) statement.execute("delete from " + table.sqlName());
        }
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (var table : tables) {
            try (var in = backup.open(table.piece())) {
                long rows = copy.copyIn("copy " + table.sqlName() + " (" + table.sqlColumns() + ") from stdin", in);
                if (rows != table.rows()) throw new SQLException("rows are missing in " + table.sqlName());
            }
        }
    }

    private static void counters(Connection connection, Manifest manifest) throws SQLException {
        try (var set = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
            for (var sequence : manifest.sequences()) {
                set.setString(1, Manifest.quoted(sequence.schema()) + "." + Manifest.quoted(sequence.name()));
                set.setLong(2, sequence.last());
                set.setBoolean(3, sequence.called());
                set.execute();
            }
        }
    }
}
