package fr.balise.directory.load;

import fr.balise.directory.Loads;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The import of the product without the application around it: the same classes on a plain data source. */
final class BareLoads {
    private static final int LOOKS = 60;

    private final DataSource database;
    private final NationalLoads loads;
    private final LoadLeftovers leftovers;

    BareLoads(String url, Path data) {
        database = new DriverManagerDataSource(url, "postgres", "");
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/directory");
        messages.setDefaultEncoding("UTF-8");
        messages.setDefaultLocale(Locale.FRENCH);
        var sentences = new Sentences(messages);
        var book = new LoadBook(JdbcClient.create(database), sentences);
        var settings = new LoadSettings(5, 5, org.springframework.util.unit.DataSize.ofGigabytes(8), 60);
        loads = new NationalLoads(
                database,
                new JdbcTransactionManager(database),
                book,
                settings,
                sentences,
                _ -> {},
                InstantSource.system(),
                new FillingNow(JdbcClient.create(database)),
                data);
        leftovers = new LoadLeftovers(database, book);
    }

    static void migrate(String url) {
        Flyway.configure()
                .dataSource(url, "postgres", "")
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    Loads loads() {
        return loads;
    }

    /** What the application does about loads that died, from its start on, until it is done or a database has had time to end them. */
    void start() throws Exception {
        for (int look = 0; look < LOOKS && !leftovers.clean(); look++) TimeUnit.SECONDS.sleep(1);
    }

    /** Loads that say of themselves that they run. */
    long running() throws Exception {
        return JdbcClient.create(database)
                .sql("select count(*) from directory.load where state = 'staging'")
                .query(Long.class)
                .single();
    }

    String view() throws Exception {
        try (var connection = database.getConnection()) {
            return ReaderView.hash(connection);
        }
    }
}
