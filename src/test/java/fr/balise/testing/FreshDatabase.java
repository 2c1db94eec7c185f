package fr.balise.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a Spring test a database on real PostgreSQL with the schema and no row and an empty data folder: {@code @ContextConfiguration(initializers = FreshDatabase.class)}. */
public class FreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var folder = folder();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "fresh database",
                        Map.of(
                                "balise.data",
                                folder,
                                "balise.record.allowed",
                                "file://" + folder + "/logiciel",
                                "balise.promotion.warm-up",
                                "false", // seconds of each context
                                "balise.outbox.files-are-read",
                                "true",
                                "spring.datasource.url",
                                TestPostgres.migratedDatabase(),
                                "spring.datasource.username",
                                "postgres",
                                "spring.datasource.password",
                                "")));
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("balise-data").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
