package fr.balise.portal.database;

import java.sql.SQLException;
import java.util.Optional;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Refuses a PostgreSQL that is too old before anything is made in it. */
@Configuration(proxyBeanMethods = false)
class OldServer {
    private static final int OLDEST = 15;

    @Bean
    FlywayMigrationStrategy migration() {
        return flyway -> {
            try (var connection = flyway.getConfiguration().getDataSource().getConnection()) {
                var told = connection.getMetaData();
                refusal(told.getDatabaseMajorVersion(), told.getDatabaseProductVersion())
                        .ifPresent(sentence -> {
                            throw new IllegalStateException(sentence);
                        });
            } catch (SQLException down) {
                throw new IllegalStateException("the database does not answer", down);
            }
            flyway.migrate();
        };
    }

    static Optional<String> refusal(int major, String version) {
        return major >= OLDEST
                ? Optional.empty()
                : Optional.of("The server behind balise.postgresql.url is PostgreSQL " + version + "; Balise needs "
                        + OLDEST + " or newer. Nothing was changed in it.");
    }
}
