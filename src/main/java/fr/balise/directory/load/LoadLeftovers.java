package fr.balise.directory.load;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** At start: a load that still says that it runs, while none does, died with its process. Its rows died with its transaction. */
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
    void clean() throws SQLException {
        try (var lock = LoadLock.tryTake(database)) {
            if (lock == null) return;
            int dead = book.endLeftovers();
            if (dead > 0)
                LOG.info("{} loads had died: they are abandoned, or held again where somebody had accepted them", dead);
        }
    }
}
