package fr.balise.mailstore;

import fr.balise.mailstore.InboxState.Base;
import fr.balise.mailstore.InboxState.Verdict;
import fr.balise.mailstore.MailStore.Unavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Compares, once a day, each inbox with what events told of it. An event that was lost between the servers and Balise is noticed here: what
 * can be known afterwards is mended (messages that arrived, the last login), and the days in between become unknown, never "not used".
 */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class InboxLooks {
    private static final Logger LOG = LoggerFactory.getLogger(InboxLooks.class);

    /** Asked of Dovecot at once: it answers them one after the other. */
    private static final int PAGE = 200;

    private static final Duration EACH = Duration.ofDays(1);

    /** After an event, until whatever belongs to it was told too. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    /** A mailbox in which something always happens is compared all the same. */
    private static final Duration AT_LAST = Duration.ofHours(36);

    /** How far back logins are mended; the looks come every few minutes. */
    private static final Duration LOGINS = Duration.ofDays(3);

    private final JdbcClient jdbc;
    private final Doveadm doveadm;
    private final UnreadCounts unread;
    private final InstantSource clock;

    InboxLooks(JdbcClient jdbc, Doveadm doveadm, UnreadCounts unread, InstantSource clock) {
        this.jdbc = jdbc;
        this.doveadm = doveadm;
        this.unread = unread;
        this.clock = clock;
    }

    /** @param unread as last counted; null before */
    private record Due(
            long account,
            String user,
            ZoneId zone,
            LocalDate today,
            @Nullable Integer unread,
            @Nullable Base base,
            int receivedSince,
            int receivedToday,
            boolean session) {}

    /** A page after the other; what is cut off goes on at the next round, whichever copy of Balise runs it. */
    @Scheduled(initialDelayString = "4m", fixedDelayString = "10m")
    void round() {
        mendLogins();
        long after = 0;
        try {
            for (var page = due(after); !page.isEmpty(); page = due(after)) {
                look(page);
                after = page.getLast().account();
            }
        } catch (Unavailable down) {
            LOG.info("inboxes are compared later: {}", down.getMessage());
        }
    }

    private void look(List<Due> page) {
        var now = clock.instant();
        var answers = doveadm.calls(
                "mailboxStatus", page.stream().map(InboxLooks::question).toList(), Doveadm.NOTHING);
        for (int i = 0; i < page.size(); i++) {
            var due = page.get(i);
            var row = answers.get(i).path(0);
            if (row.has("uidnext")) look(due, state(row), now);
            else put(due, null, now); // nothing there yet
        }
    }

    private static Map<String, Object> question(Due due) {
        return Map.of(
                "user",
                due.user(),
                "field",
                List.of("unseen", "uidnext", "uidvalidity", "highestmodseq"),
                "mailboxMask",
                List.of("INBOX"));
    }

    private static InboxState state(JsonNode row) {
        return new InboxState(
                number(row, "uidvalidity"),
                number(row, "uidnext"),
                number(row, "highestmodseq"),
                Math.toIntExact(number(row, "unseen")));
    }

    private static long number(JsonNode row, String field) {
        return Long.parseLong(row.path(field).asString("0"));
    }

    private void look(Due due, InboxState inbox, Instant now) {
        switch (inbox.since(due.base(), due.receivedSince(), due.session())) {
            case Verdict.Told() -> {}
            case Verdict.Untold() -> untold(due);
            case Verdict.Arrived(long from, long messages) -> {
                mendReceived(due, from);
                mendGone(due, messages);
                untold(due);
            }
        }
        if (!Objects.equals(due.unread(), inbox.unseen())) unread.touched(due.user());
        put(due, inbox, now);
    }

    private void untold(Due due) {
        var base = Objects.requireNonNull(due.base());
        LOG.info("mailbox {} changed since {}, and no event told of it", due.account(), base.day());
        jdbc.sql("insert into mailstore.untold (account, day) select :account, day::date"
                        + " from generate_series(cast(:from as date), cast(:until as date), interval '1 day') as day"
                        + " on conflict do nothing")
                .param("account", due.account())
                .param("from", base.day())
                .param("until", due.today())
                .update();
    }

    /** By the days on which they arrived. What was counted stays where it is more: some may be gone again. */
    private void mendReceived(Due due, long from) {
        var base = Objects.requireNonNull(due.base());
        var days = new HashMap<LocalDate, Integer>();
        doveadm.each(
                "fetch",
                Map.of(
                        "user",
                        due.user(),
                        "field",
                        List.of(Doveadm.ARRIVED),
                        "query",
                        List.of("mailbox", "INBOX", "uid", from + ":*")),
                Doveadm.ARRIVED,
                seconds -> days.merge(
                        LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(seconds)), due.zone()),
                        1,
                        Integer::sum));
        days.forEach((day, arrived) -> {
            if (!day.isBefore(base.day()) && !day.isAfter(due.today())) mendReceived(due, day, arrived);
        });
    }

    private void mendReceived(Due due, LocalDate day, int arrived) {
        var base = Objects.requireNonNull(due.base());
        int before = day.equals(base.day()) ? base.received() : 0;
        jdbc.sql(
                        "insert into mailstore.activity as a (account, day, received) values (:account, :day, :received)"
                                + " on conflict (account, day) do update set received = greatest(a.received, excluded.received)")
                .param("account", due.account())
                .param("day", day)
                .param("received", before + arrived)
                .update();
    }

    /** Those that were deleted before anybody looked: how many is known, not when. They stand on the first of the days that become unknown. */
    private void mendGone(Due due, long arrived) {
        var base = Objects.requireNonNull(due.base());
        jdbc.sql("insert into mailstore.activity as a (account, day, received) select :account, :day, m.gone from"
                        + " (select :arrived + :before - coalesce(sum(x.received), 0) as gone from mailstore.activity x"
                        + " where x.account = :account and x.day >= :day) m where m.gone > 0"
                        + " on conflict (account, day) do update set received = a.received + excluded.received")
                .param("account", due.account())
                .param("day", base.day())
                .param("arrived", arrived)
                .param("before", base.received())
                .update();
    }

    /** A login that Dovecot itself wrote down, and that was not counted: it was one, on that day. */
    private void mendLogins() {
        jdbc.sql("insert into mailstore.activity as x (account, day, imap)"
                        + " select a.id, (to_timestamp(l.last_login) at time zone a.zone)::date, 1"
                        + " from mailstore.last_login l join mailstore.account a on a.address_key = l.username"
                        + " where a.erased_at is null and l.last_login > :since and not exists (select from mailstore.activity d"
                        + " where d.account = a.id and d.day = (to_timestamp(l.last_login) at time zone a.zone)::date and d.imap > 0) order by a.id"
                        + " on conflict (account, day) do update set imap = greatest(x.imap, 1)")
                .param("since", clock.instant().minus(LOGINS).getEpochSecond())
                .update();
    }

    /** Only those that ever held something: the others have no inbox to look at. */
    private List<Due> due(long after) {
        var now = clock.instant();
        return jdbc.sql(
                        "select *, (select coalesce(sum(x.received), 0) from mailstore.activity x where x.account = r.id"
                                + " and x.day >= r.base_day) as since, (select coalesce(sum(x.received), 0) from mailstore.activity x"
                                + " where x.account = r.id and x.day = r.today) as received_today from ("
                                + "select a.id, a.address_key, a.zone, (cast(:now as timestamptz) at time zone a.zone)::date as today, u.unread,"
                                + " u.base_at, u.base_day, u.base_validity, u.base_next, u.base_modseq, u.base_unread, u.base_received,"
                                + " coalesce(u.session_at > u.base_at, false) as session"
                                + " from mailstore.account a join mailstore.usage s on s.username = a.address_key"
                                + " left join mailstore.unread u on u.account = a.id where a.id > :after and a.erased_at is null"
                                + " and (u.base_at is null or u.base_at < :due)"
                                + " and (u.touched_at is null or u.touched_at < :quiet or u.base_at < :late) order by a.id limit "
                                + PAGE
                                + ") as r order by r.id")
                .param("now", Timestamp.from(now))
                .param("after", after)
                .param("due", Timestamp.from(now.minus(EACH)))
                .param("quiet", Timestamp.from(now.minus(QUIET)))
                .param("late", Timestamp.from(now.minus(AT_LAST)))
                .query((row, _) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        var base = base(row);
        return new Due(
                row.getLong("id"),
                row.getString("address_key"),
                ZoneId.of(row.getString("zone")),
                row.getObject("today", LocalDate.class),
                row.getObject("unread", Integer.class),
                base,
                base == null ? 0 : row.getInt("since") - base.received(),
                row.getInt("received_today"),
                row.getBoolean("session"));
    }

    private static @Nullable Base base(ResultSet row) throws SQLException {
        var at = row.getTimestamp("base_at");
        if (at == null || row.getObject("base_next") == null) return null;
        return new Base(
                new InboxState(
                        row.getLong("base_validity"),
                        row.getLong("base_next"),
                        row.getLong("base_modseq"),
                        row.getInt("base_unread")),
                at.toInstant(),
                row.getObject("base_day", LocalDate.class),
                row.getInt("base_received"));
    }

    /** @param inbox null where there is none yet */
    private void put(Due due, @Nullable InboxState inbox, Instant now) {
        jdbc.sql(
                        "insert into mailstore.unread (account, touched_at, counted_at, base_at, base_day, base_validity, base_next, base_modseq,"
                                + " base_unread, base_received) values (:account, :now, :now, :now, :day, :validity, :next, :modseq, :unread, :received)"
                                + " on conflict (account) do update set base_at = excluded.base_at, base_day = excluded.base_day,"
                                + " base_validity = excluded.base_validity, base_next = excluded.base_next, base_modseq = excluded.base_modseq,"
                                + " base_unread = excluded.base_unread, base_received = excluded.base_received")
                .param("account", due.account())
                .param("now", Timestamp.from(now))
                .param("day", due.today())
                .param("validity", inbox == null ? null : inbox.validity())
                .param("next", inbox == null ? null : inbox.next())
                .param("modseq", inbox == null ? null : inbox.modSeq())
                .param("unread", inbox == null ? null : inbox.unseen())
                .param("received", due.receivedToday())
                .update();
    }
}
