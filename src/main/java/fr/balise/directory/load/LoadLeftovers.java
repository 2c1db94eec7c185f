package fr.balise.directory.load;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A load that still says that it runs, while none does, died with its process. Its rows died with its transaction. Looked for at the
 * start and from then on: the database goes on with the statement of a client that was killed, and holds its lock until that ends; and
 * it may have been another copy of Balise that died.
 */
@Component
class LoadLeftovers {
    private static final Logger LOG = LoggerFactory.getLogger(LoadLeftovers.class);

    private final DataSource database;
    private final LoadBook book;

    LoadLeftovers(DataSource database, LoadBook book) {
        this.database = database;
        this.book = book;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(initialDelayString = "30s", fixedDelayString = "30s")
    void look() throws SQLException {
        clean();
    }

    /** @return whether no load says any more that it runs: false while one does, or while the lock of a dead one is still held */
    boolean clean() throws SQLException {
        if (!book.anyRuns()) return true;
        try (var lock = LoadLock.tryTake(database)) {
            if (lock == null) return false;
            int dead = book.endLeftovers();
            if (dead > 0)
                LOG.info("{} loads had died: they are abandoned, or held again where somebody had accepted them", dead);
            return true;
        }
    }
}
