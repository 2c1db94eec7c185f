package fr.balise;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.FreshDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
class StartTests {
    @Autowired
    JdbcClient jdbc;

    @Test
    void startsOnAnEmptyDatabase() {
        assertThat(jdbc.sql("select count(*) from directory.person")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
