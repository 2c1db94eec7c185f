package fr.balise.portal.demo;

import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Empties every table of Balise in one transaction. Sequences go on, so that no id is ever given out twice. Tables with the comment
 * {@code constant} keep their rows: migrations brought them.
 */
@Component
@Profile("demo")
class DemoReset {
    private static final String MIGRATIONS = "flyway_schema_history";

    private final JdbcClient jdbc;

    DemoReset(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits ten seconds at most for whoever reads or writes; throws then, and nothing has changed. */
    @Transactional
    void emptyAll() {
        jdbc.sql("set local lock_timeout = '10s'").update();
        var tables = tables();
        if (!tables.isEmpty())
            jdbc.sql("truncate " + String.join(", ", tables) + " continue identity")
                    .update();
    }

    private List<String> tables() {
        return jdbc.sql(
                        "select format('%I.%I', schemaname, tablename) from pg_tables"
                                + " where schemaname not in ('pg_catalog', 'information_schema') and tablename <> :kept"
                                + " and coalesce(obj_description(format('%I.%I', schemaname, tablename)::regclass), '') !~ '^constant'")
                .param("kept", MIGRATIONS)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
