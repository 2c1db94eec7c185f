package fr.balise.hygiene;

import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.MailstoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes stock of mailboxes that fill up before anybody looks: their pages wait for nothing. */
@Component
class Ahead {
    private static final Logger LOG = LoggerFactory.getLogger(Ahead.class);

    /** Percent of the quota from which somebody will look soon. */
    private static final int FILLING = 60;

    private static final Duration FRESH = Duration.ofHours(20);

    private final Fills fills;
    private final Stocktaking stocktaking;
    private final MailstoreSettings mailstore;
    private final InstantSource clock;

    Ahead(Fills fills, Stocktaking stocktaking, MailstoreSettings mailstore, InstantSource clock) {
        this.fills = fills;
        this.stocktaking = stocktaking;
        this.mailstore = mailstore;
        this.clock = clock;
    }

    /** One after the other: people at their mail programs come first. */
    @Scheduled(initialDelayString = "6m", fixedDelayString = "1h")
    void round() {
        if (!mailstore.enabled()) return;
        var since = clock.instant().minus(FRESH);
        fills.each(page -> {
            for (var fill : page) {
                if (fill.percent() < FILLING
                        || stocktaking.last(fill.id()).takenAt().isAfter(since)) continue;
                try {
                    stocktaking.take(fill.id());
                } catch (Unavailable | NoSuchElementException notNow) {
                    LOG.info("stock of mailbox {} is taken later: {}", fill.id(), notNow.getMessage());
                }
            }
        });
    }
}
