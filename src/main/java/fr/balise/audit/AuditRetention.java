package fr.balise.audit;

import fr.balise.kernel.HomeZone;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Removes entries whose time is over, from the beginning of the chain on: the last seal removed becomes its new beginning. */
@Component
class AuditRetention {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AuditSettings settings;
    private final HomeZone home;

    AuditRetention(JdbcClient jdbc, InstantSource clock, AuditSettings settings, HomeZone home) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.home = home;
    }

    /** Safe to run in two copies at once: the row of the chain is locked first. */
    @Scheduled(cron = "0 40 3 * * *", zone = "#{@homeZone.id().id}")
    @Transactional
    void removeWhatIsOver() {
        var due = Timestamp.from(
                clock.instant().atZone(home.id()).minus(settings.retention()).toInstant());
        jdbc.sql("select position from audit.chain for update")
                .query(Long.class)
                .optional();
        jdbc.sql("set local balise.audit_retention = 'on'").update();
        // Up to the first entry that must stay: never a hole in the chain.
        var moved = jdbc.sql("update audit.chain c set position = s.position, hash = s.hash from audit.seal s"
                        + " where s.position = (select coalesce(min(k.position) - 1,"
                        + "   (select max(position) from audit.seal))"
                        + "   from audit.seal k join audit.entry e on e.id = k.entry where e.at >= :due)")
                .param("due", due)
                .update();
        if (moved == 0) return;
        jdbc.sql("delete from audit.entry e using audit.seal s, audit.chain c"
                        + " where s.entry = e.id and s.position <= c.position")
                .update();
        jdbc.sql("delete from audit.seal s using audit.chain c where s.position <= c.position")
                .update();
    }
}
