package fr.balise.mailstore;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes, each minute, that Balise is there to count. When it was down, when the database was, or when something that happened could not
 * be written, a gap stays between two rows, and the days that it touches are unknown where nothing was counted.
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    /** Between two beats at most; a longer silence is a gap. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    /** One for each minute in which something was lost. */
    private final Queue<Instant> missed = new ConcurrentLinkedQueue<>();

    Recording(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Something happened that could not be written: the day is unknown where nothing else was counted. */
    void missed() {
        var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!missed.contains(minute)) missed.add(minute);
    }

    @Scheduled(fixedDelayString = "1m")
    void beat() {
        try {
            transaction.executeWithoutResult(_ -> note());
        } catch (DataAccessException down) {
            LOG.warn("activity is not recorded: {}", down.getClass().getSimpleName());
        }
    }

    private void note() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('mailstore.recording'))")
                .query(rows -> {});
        var now = clock.instant();
        for (var at = missed.poll(); at != null; at = missed.poll())
            jdbc.sql("insert into mailstore.missed (at) values (:at) on conflict do nothing")
                    .param("at", Timestamp.from(at))
                    .update();
        var goesOn = jdbc.sql(
                        "update mailstore.recording set until = :now where id = (select max(id) from mailstore.recording)"
                                + " and until between :earliest and :now")
                .param("now", Timestamp.from(now))
                .param("earliest", Timestamp.from(now.minus(SILENCE)))
                .update();
        if (goesOn == 0)
            jdbc.sql("insert into mailstore.recording (since, until) values (:now, :now)")
                    .param("now", Timestamp.from(now))
                    .update();
    }
}
