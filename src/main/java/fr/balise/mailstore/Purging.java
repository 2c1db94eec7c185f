package fr.balise.mailstore;

import fr.balise.mailstore.MailStore.Unavailable;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives back the room on the disk. Dovecot keeps what was deleted in its files of many messages until it is told to write them anew
 * without it; nobody else tells it. Done twice, by two copies of Balise, the second finds nothing.
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class Purging {
    private static final Logger LOG = LoggerFactory.getLogger(Purging.class);
    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final Doveadm doveadm;

    Purging(JdbcClient jdbc, Doveadm doveadm) {
        this.jdbc = jdbc;
        this.doveadm = doveadm;
    }

    private record Kept(long id, String user) {}

    /** One mailbox after the other, while few people are there. What this night does not reach, the next one does. */
    @Scheduled(cron = "0 15 2 * * *", zone = "#{@homeZone.id().id}")
    void night() {
        long after = 0;
        try {
            for (var page = page(after); !page.isEmpty(); page = page(after)) {
                for (var one : page) doveadm.call("purge", Map.of("user", one.user), Doveadm.NOTHING);
                after = page.getLast().id;
            }
        } catch (Unavailable down) {
            LOG.warn("deleted mail keeps its room on the disk until tomorrow: {}", down.getMessage());
        }
    }

    private List<Kept> page(long after) {
        return jdbc.sql("select id, address_key from mailstore.account where erased_at is null and id > :after"
                        + " order by id limit " + PAGE)
                .param("after", after)
                .query((row, _) -> new Kept(row.getLong(1), row.getString(2)))
                .list();
    }
}
