package fr.balise.directory.load;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The first load leaves the foreign keys in force for every later row, but its own millions of rows unchecked: it gave them the
 * ids that they point to itself. They are checked here, when nobody waits; readers and writers are not held up.
 */
@Component
class References {
    private static final Logger LOG = LoggerFactory.getLogger(References.class);

    private final JdbcClient jdbc;

    References(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(initialDelay = 30, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void check() {
        var unchecked = jdbc.sql("""
                select 'alter table ' || conrelid::regclass || ' validate constraint ' || quote_ident(conname)
                  from pg_constraint where contype = 'f' and not convalidated and connamespace = 'directory'::regnamespace""").query(String.class).list();
        for (var statement : unchecked) jdbc.sql(statement).update();
        if (!unchecked.isEmpty()) LOG.info("{} foreign keys of the directory are checked", unchecked.size());
    }
}
