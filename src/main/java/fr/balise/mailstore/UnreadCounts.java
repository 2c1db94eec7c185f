package fr.balise.mailstore;

import fr.balise.mailstore.MailStore.Unavailable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    private final MailActivity activity;
    private final MailstoreSettings settings;
    private final InstantSource clock;

    UnreadCounts(
            JdbcClient jdbc, Doveadm doveadm, MailActivity activity, MailstoreSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.doveadm = doveadm;
        this.activity = activity;
        this.settings = settings;
        this.clock = clock;
    }

    /** To be counted again, soon. */
    void touched(String mailbox) {
        jdbc.sql("insert into mailstore.unread as u (account, touched_at) select id, :now from mailstore.account"
                        + " where address_key = lower(:mailbox) and erased_at is null"
                        + " on conflict (account) do update set touched_at = excluded.touched_at")
                .param("mailbox", mailbox)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private record Due(long account, String user, ZoneId zone) {}

    @Scheduled(initialDelayString = "20s", fixedDelayString = "20s")
    void round() {
        if (!settings.enabled()) return;
        int counted = PAGE;
        for (int pages = 0; counted == PAGE && pages < PAGES; pages++) {
            counted = 0;
            for (var one : waiting()) if (counted(one)) counted++;
        }
    }

    private List<Due> waiting() {
        return jdbc.sql(
                        "select u.account, a.address_key, a.zone from mailstore.unread u join mailstore.account a on a.id = u.account"
                                + " where u.counted_at is null or u.counted_at < u.touched_at order by u.touched_at limit "
                                + PAGE)
                .query((row, _) -> new Due(row.getLong(1), row.getString(2), ZoneId.of(row.getString(3))))
                .list();
    }

    /** The moment is taken before Dovecot is asked: what happens meanwhile is counted again. */
    private boolean counted(Due due) {
        var at = clock.instant();
        try {
            write(due, at, unseen(due.user()));
            return true;
        } catch (Unavailable down) {
            touched(due.user()); // behind the others
            LOG.info("unread messages of mailbox {} are counted later: {}", due.account(), down.getMessage());
            return false;
        }
    }

    private void write(Due due, Instant at, Unseen unseen) {
        jdbc.sql("update mailstore.unread set counted_at = :at, unread = :unread,"
                        + " oldest = :oldest where account = :account")
                .param("at", Timestamp.from(at))
                .param("unread", unseen.messages)
                .param("oldest", unseen.oldest == null ? null : Timestamp.from(unseen.oldest))
                .param("account", due.account())
                .update();
        activity.rememberUnread(
                new AccountId(due.account()),
                LocalDate.ofInstant(at, due.zone()),
                new Activity.Waiting(
                        unseen.messages,
                        unseen.oldest == null ? null : LocalDate.ofInstant(unseen.oldest, due.zone())));
    }

    /** Adds up, so that a hundred thousand unread messages take no more memory than one. */
    private static final class Unseen {
        private int messages;
        private @Nullable Instant oldest;

        void add(String seconds) {
            var arrived = Instant.ofEpochSecond(Long.parseLong(seconds));
            if (oldest == null || arrived.isBefore(oldest)) oldest = arrived;
            messages++;
        }
    }

    private Unseen unseen(String user) {
        var unseen = new Unseen();
        doveadm.each(
                "fetch",
                Map.of("user", user, "field", List.of(Doveadm.ARRIVED), "query", List.of("mailbox", "INBOX", "unseen")),
                Doveadm.ARRIVED,
                unseen::add);
        return unseen;
    }
}
