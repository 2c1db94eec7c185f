package fr.balise.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what left long ago: first the rows, then every file that no row speaks of any more. */
@Component
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final Messages messages;
    private final FileDelivery files;
    private final OutboxSettings settings;
    private final InstantSource clock;

    Retention(Messages messages, FileDelivery files, OutboxSettings settings, InstantSource clock) {
        this.messages = messages;
        this.files = files;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "1m", fixedDelayString = "6h")
    void sweep() {
        try {
            messages.forget(clock.instant().minus(settings.keep()));
            removeOrphans();
        } catch (IOException e) {
            log.warn("old messages could not be removed", e);
        }
    }

    private void removeOrphans() throws IOException {
        var lying =
                files.ids(); // listed before the rows are read: a message that leaves now is not taken for an orphan
        var known = messages.ids();
        for (var id : lying) if (!known.contains(id)) Files.deleteIfExists(files.file(id));
    }
}
