package fr.balise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DurablePostgresTests {
    @Test
    void whatWasCommittedSurvivesAKill() throws Exception {
        try (var server = new DurablePostgres()) {
            server.create("kept");
            var jdbc = JdbcClient.create(new DriverManagerDataSource(server.url("kept"), "postgres", ""));
            assertThat(jdbc.sql("show fsync").query(String.class).single()).isEqualTo("on");
            jdbc.sql("create table t as select 42 as n").update();
            server.kill();
            server.start();
            assertThat(jdbc.sql("select n from t").query(Integer.class).single())
                    .isEqualTo(42);
        }
    }
}
