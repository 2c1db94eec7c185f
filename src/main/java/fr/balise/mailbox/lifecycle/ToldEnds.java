package fr.balise.mailbox.lifecycle;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Senders to an erased address learn the new one for a stated time. When it is over nothing of the mailbox changes, so the servers would
 * never be told: it is put out of line, and {@link Provisioning} brings it there, again and again until they obey.
 */
@Component
class ToldEnds {
    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ToldEnds(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "2m", fixedDelayString = "1h")
    void round() {
        // The last day of whatever zone is over when that of UTC was over a day ago.
        var over = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        int many;
        do many = end(over);
        while (many == PAGE);
    }

    /** Both tables or neither: one statement. */
    private int end(LocalDate over) {
        return jdbc.sql("with ended as (update mailbox.tombstone set told_over = true where hosted in"
                        + " (select hosted from mailbox.tombstone where not told_over and told_until < :over order by hosted limit :page)"
                        + " returning hosted)"
                        + " update mailbox.hosted h set in_line = h.version - 1 from ended e where h.id = e.hosted")
                .param("over", over)
                .param("page", PAGE)
                .update();
    }
}
