package fr.balise.testing;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a Spring test an empty database on real PostgreSQL: {@code @ContextConfiguration(initializers = FreshDatabase.class)}. */
public class FreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "fresh database",
                        Map.of(
                                "spring.datasource.url", TestPostgres.freshDatabase(),
                                "spring.datasource.username", "postgres",
                                "spring.datasource.password", "")));
    }
}
