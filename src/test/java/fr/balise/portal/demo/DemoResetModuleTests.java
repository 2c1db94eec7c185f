package fr.balise.portal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.TestPostgres;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class DemoResetModuleTests {
    private static final String PERSON =
            "insert into directory.person (national_id, family, name_key, first_seen, updated_at)"
                    + " values ('899700000013', 'ESSAI', 'essai', now(), now()) returning id";

    @Test
    void startingOverEmptiesEveryTableButNeverReusesAnId() {
        var source = new DriverManagerDataSource(TestPostgres.migratedDatabase(), "postgres", "");
        var jdbc = JdbcClient.create(source);
        var first = jdbc.sql(PERSON).query(Long.class).single();
        var migrations = count(jdbc, "public.flyway_schema_history");

        var reset = new DemoReset(jdbc, transactions(source));
        reset.emptyAll();
        reset.emptyAll();

        assertThat(count(jdbc, "directory.person")).isZero();
        assertThat(count(jdbc, "public.flyway_schema_history")).isEqualTo(migrations);
        assertThat(jdbc.sql(PERSON).query(Long.class).single()).isGreaterThan(first);
    }

    private static TransactionTemplate transactions(DataSource source) {
        return new TransactionTemplate(new DataSourceTransactionManager(source));
    }

    /** A writer holds what the reset wants second, and then wants what the reset holds: the database ends one of them. */
    @Test
    void whoeverIsEntangledWithTheStartingOverDoesNotEndIt() throws Exception {
        var source = new DriverManagerDataSource(TestPostgres.migratedDatabase(), "postgres", "");
        var jdbc = JdbcClient.create(source);
        jdbc.sql(PERSON).query(Long.class).single();
        var held = new CountDownLatch(1);
        try (var writer = Executors.newSingleThreadExecutor()) {
            var turn = writer.submit(() -> transactions(source).executeWithoutResult(_ -> {
                jdbc.sql("lock table directory.person in row exclusive mode").update();
                held.countDown();
                await(jdbc, "audit.unsealed");
                jdbc.sql("lock table audit.unsealed in row exclusive mode").update();
            }));
            held.await();
            new DemoReset(jdbc, transactions(source)).emptyAll();
            try {
                turn.get();
            } catch (ExecutionException chosenByTheDatabase) {
                assertThat(chosenByTheDatabase).hasCauseInstanceOf(PessimisticLockingFailureException.class);
            }
        }
        assertThat(count(jdbc, "directory.person")).isZero();
    }

    private static void await(JdbcClient jdbc, String locked) {
        var sql = "select exists (select from pg_locks where relation = '" + locked
                + "'::regclass and mode = 'AccessExclusiveLock' and granted)";
        while (!jdbc.sql(sql).query(Boolean.class).single()) Thread.onSpinWait();
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
