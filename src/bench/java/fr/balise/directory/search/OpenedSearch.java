package fr.balise.directory.search;

import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The search of production without the rest of the application, brought in line when the bench says so. */
public final class OpenedSearch implements AutoCloseable {
    private final SearchIndex index;
    private final DirectorySearch search;

    public OpenedSearch(DataSource database, Path folder) {
        var settings = new SearchSettings(folder, Duration.ofSeconds(3), 96, 1, 1);
        index = new SearchIndex(database, JdbcClient.create(database), settings);
        search = new DirectorySearch(index);
    }

    public DirectorySearch search() {
        return search;
    }

    /** Returns when the index answers the load applied last. */
    public void bringInLine() {
        index.bringInLine();
    }

    @Override
    public void close() {
        index.stop();
    }
}
