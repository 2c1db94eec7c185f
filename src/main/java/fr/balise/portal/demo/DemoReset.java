package fr.balise.portal.demo;

import java.util.Comparator;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties every table of Balise in one transaction. Sequences go on, so that no id is ever given out twice. Tables with the comment
 * {@code constant} keep their rows: migrations brought them.
 */
@Component
@Profile("demo")
class DemoReset {
    private static final String MIGRATIONS = "flyway_schema_history";

    /** Locked first, in the order in which a turn of the sealer touches them: it may be under way. */
    private static final List<String> FIRST = List.of("audit.unsealed", "audit.entry", "audit.seal", "audit.chain");

    private static final int ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DemoReset(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Waits ten seconds at most for whoever reads or writes, and begins again when somebody else holds what it wants and waits for what
     * it holds, as the database tells; throws in the end, and nothing has changed.
     */
    void emptyAll() {
        for (int attempt = 1; ; attempt++)
            try {
                transaction.executeWithoutResult(_ -> truncate());
                return;
            } catch (PessimisticLockingFailureException entangled) {
                if (attempt == ATTEMPTS) throw entangled;
            }
    }

    private void truncate() {
        jdbc.sql("set local lock_timeout = '10s'").update();
        var tables = tables();
        if (!tables.isEmpty())
            jdbc.sql("truncate " + String.join(", ", tables) + " continue identity")
                    .update();
    }

    private List<String> tables() {
        return jdbc
                .sql(
                        "select format('%I.%I', schemaname, tablename) from pg_tables"
                                + " where schemaname not in ('pg_catalog', 'information_schema') and tablename <> :kept"
                                + " and coalesce(obj_description(format('%I.%I', schemaname, tablename)::regclass), '') !~ '^constant'")
                .param("kept", MIGRATIONS)
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .sorted(Comparator.<String>comparingInt(
                                table -> FIRST.contains(table) ? FIRST.indexOf(table) : FIRST.size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
