package fr.balise.portal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.TestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DemoResetModuleTests {
    private static final String PERSON =
            "insert into directory.person (national_id, family, name_key, first_seen, updated_at)"
                    + " values ('899700000013', 'ESSAI', 'essai', now(), now()) returning id";

    @Test
    void startingOverEmptiesEveryTableButNeverReusesAnId() {
        var source = new DriverManagerDataSource(TestPostgres.freshDatabase(), "postgres", "");
        Flyway.configure().dataSource(source).load().migrate();
        var jdbc = JdbcClient.create(source);
        var first = jdbc.sql(PERSON).query(Long.class).single();
        var migrations = count(jdbc, "public.flyway_schema_history");

        new DemoReset(jdbc).emptyAll();
        new DemoReset(jdbc).emptyAll();

        assertThat(count(jdbc, "directory.person")).isZero();
        assertThat(count(jdbc, "public.flyway_schema_history")).isEqualTo(migrations);
        assertThat(jdbc.sql(PERSON).query(Long.class).single()).isGreaterThan(first);
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
