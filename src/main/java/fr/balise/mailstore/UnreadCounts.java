package fr.balise.mailstore;

import fr.balise.mailstore.MailStore.Unavailable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many messages wait unread, and since when the oldest one: asked of Dovecot soon after each sign of life of a mailbox, so that a
 * mailbox where nothing happens costs nothing.
 */
@Component
class UnreadCounts {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadCounts.class);
    private static final int PAGE = 100;

    /** In one round; what is left waits for the next. */
    private static final int PAGES = 50;

    private final JdbcClient jdbc;
    private final Doveadm doveadm;
    private final MailstoreSettings settings;
    private final InstantSource clock;

    UnreadCounts(JdbcClient jdbc, Doveadm doveadm, MailstoreSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.doveadm = doveadm;
        this.settings = settings;
        this.clock = clock;
    }

    /** To be counted again, soon. */
    void touched(String mailbox) {
        jdbc.sql("insert into mailstore.unread (account, touched_at)"
                        + " select id, :now from mailstore.account where address_key = lower(:mailbox) and erased_at is null"
                        + " on conflict (account) do update set touched_at = excluded.touched_at")
                .param("mailbox", mailbox)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private record Waiting(long account, String user) {}

    @Scheduled(initialDelayString = "20s", fixedDelayString = "20s")
    void round() {
        if (!settings.enabled()) return;
        int counted = PAGE;
        for (int pages = 0; counted == PAGE && pages < PAGES; pages++) {
            counted = 0;
            for (var one : waiting()) if (counted(one)) counted++;
        }
    }

    private List<Waiting> waiting() {
        return jdbc.sql(
                        "select u.account, a.address_key from mailstore.unread u join mailstore.account a on a.id = u.account"
                                + " where u.counted_at is null or u.counted_at < u.touched_at order by u.touched_at limit "
                                + PAGE)
                .query((row, _) -> new Waiting(row.getLong(1), row.getString(2)))
                .list();
    }

    /** The moment is taken before Dovecot is asked: what happens meanwhile is counted again. */
    private boolean counted(Waiting waiting) {
        var at = clock.instant();
        try {
            write(waiting, at, unseen(waiting.user()));
            return true;
        } catch (Unavailable down) {
            touched(waiting.user()); // behind the others
            LOG.info("unread messages of mailbox {} are counted later: {}", waiting.account(), down.getMessage());
            return false;
        }
    }

    private void write(Waiting waiting, Instant at, List<Instant> unseen) {
        jdbc.sql("update mailstore.unread set counted_at = :at, unread = :unread,"
                        + " oldest = :oldest where account = :account")
                .param("at", Timestamp.from(at))
                .param("unread", unseen.size())
                .param("oldest", oldest(unseen).map(Timestamp::from).orElse(null))
                .param("account", waiting.account())
                .update();
    }

    private List<Instant> unseen(String user) {
        var rows = doveadm.call(
                "fetch",
                Map.of(
                        "user",
                        user,
                        "field",
                        List.of("date.received.unixtime"),
                        "query",
                        List.of("mailbox", "INBOX", "unseen")),
                Doveadm.NOTHING);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path("date.received.unixtime").asString("0"))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                .toList();
    }

    private static Optional<Instant> oldest(List<Instant> arrivals) {
        return arrivals.stream().min(Comparator.naturalOrder());
    }
}
