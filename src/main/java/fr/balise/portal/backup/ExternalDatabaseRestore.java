package fr.balise.portal.backup;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of the operator's own, where Balise makes no second one: it must be empty. Before the first table it gets a mark, an empty
 * schema that bears the token of this restore. A restore that was cut off is known by it when it is given again, and takes away what it
 * had put there itself; a database without the mark is nobody's to empty.
 */
final class ExternalDatabaseRestore implements RestoredDatabase {
    private static final String MARK = "balise_restore";

    /** Every schema that a migration makes. */
    private static final List<String> ROOMS = List.of(
            "audit",
            "directory",
            "hygiene",
            "identity",
            "jobs",
            "mailbox",
            "mailstore",
            "outbox",
            "portal",
            "promotion",
            "record");

    /** What migrations put into a schema that was there before them. */
    private static final List<String> TABLES = List.of("public.event_publication", "public.flyway_schema_history");

    private final DataSource database;
    private final JdbcClient jdbc;
    private final @Nullable String cutOff;

    /** @param cutOff the token of a restore that was begun and not ended */
    ExternalDatabaseRestore(DataSource database, Optional<String> cutOff) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.cutOff = cutOff.orElse(null);
    }

    @Override
    public void prepare(BackupReader backup) {
        var rows = new DatabaseRestore(database);
        rows.refuseNewer(backup.held().schemaVersion());
        if (!ours()) rows.refuseUnlessEmpty();
    }

    private boolean ours() {
        return cutOff != null && mark().filter(cutOff::equals).isPresent();
    }

    @Override
    public void exchange(BackupReader backup, String token) throws IOException, SQLException {
        if (ours()) clear();
        else setMark(token);
        new DatabaseRestore(database).fill(backup);
    }

    private Optional<String> mark() {
        return jdbc.sql("select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = ?")
                .param(MARK)
                .query((r, _) -> Optional.ofNullable(r.getString(1)))
                .optional()
                .flatMap(token -> token);
    }

    /** Both or neither: a block is one transaction. */
    private void setMark(String token) {
        jdbc.sql("do $$ begin create schema if not exists " + MARK + "; comment on schema " + MARK + " is '"
                        + token.replace("'", "''") + "'; end $$")
                .update();
    }

    /** What a restore puts there, and nothing else. */
    void clear() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (var room : ROOMS) statement.execute("drop schema if exists " + room + " cascade");
            for (var table : TABLES) statement.execute("drop table if exists " + table);
        }
    }

    @Override
    public void finish(String token) throws SQLException {
        if (mark().filter(token::equals).isEmpty()) return;
        jdbc.sql("drop schema " + MARK).update();
    }
}
