package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.Activity.Unread;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.ActivityDays.Kept;
import fr.balise.mailstore.ActivityDays.Recorded;
import fr.balise.mailstore.ActivityDays.Records;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Days of activity as rows: a column for each kind. */
@Repository
class ActivityStore implements MailActivity {
    /** Rows that one statement deletes, so that no lock is held for long. */
    private static final int BATCH = 10_000;

    private static final String TODAY = "(cast(:now as timestamptz) at time zone a.zone)::date";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ActivityStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void note(AccountId account, Kind kind) {
        add(account, TODAY, Map.of(kind, 1));
    }

    @Override
    public void remember(AccountId account, LocalDate day, Map<Kind, Integer> counts) {
        if (!counts.isEmpty()) add(account, "date '" + day + "'", counts);
    }

    private void add(AccountId account, String day, Map<Kind, Integer> counts) {
        var columns = new StringBuilder();
        var values = new StringBuilder();
        var sums = new StringBuilder();
        counts.forEach((kind, count) -> {
            var column = column(kind);
            columns.append(", ").append(column);
            values.append(", ").append(count);
            if (!sums.isEmpty()) sums.append(", ");
            sums.append(column)
                    .append(" = mailstore.activity.")
                    .append(column)
                    .append(" + ")
                    .append(count);
        });
        jdbc.sql("insert into mailstore.activity (account, day" + columns + ") select a.id, " + day + values
                        + " from mailstore.account a where a.id = :id and a.erased_at is null"
                        + " on conflict (account, day) do update set " + sums)
                .param("id", account.value())
                .params(now())
                .update();
    }

    @Override
    public boolean noteSent(AccountId account, int recipients, int limit) {
        if (recipients > limit) return false;
        return jdbc.sql("insert into mailstore.activity (account, day, sent, recipients) select a.id, " + TODAY
                                + ", 1, :recipients from mailstore.account a where a.id = :id and a.erased_at is null"
                                + " on conflict (account, day) do update set sent = mailstore.activity.sent + 1,"
                                + " recipients = mailstore.activity.recipients + :recipients"
                                + " where mailstore.activity.recipients + :recipients <= :limit")
                        .param("id", account.value())
                        .param("recipients", recipients)
                        .param("limit", limit)
                        .params(now())
                        .update()
                > 0;
    }

    @Override
    public void zone(AccountId account, ZoneId zone) {
        jdbc.sql("update mailstore.account set zone = :zone where id = :id and zone <> :zone")
                .param("zone", zone.getId())
                .param("id", account.value())
                .update();
    }

    @Override
    public void rememberUnread(AccountId account, LocalDate day, Waiting waiting) {
        jdbc.sql(
                        "insert into mailstore.unread_day (account, day, unread, oldest) values (:account, :day, :unread, :oldest)"
                                + " on conflict (account, day) do update set unread = excluded.unread, oldest = excluded.oldest")
                .param("account", account.value())
                .param("day", day)
                .param("unread", waiting.messages())
                .param("oldest", waiting.oldest())
                .update();
    }

    /** One account as it is read. */
    private record Row(
            AccountId id,
            String key,
            ZoneId zone,
            Instant opened,
            @Nullable Long lastLogin,
            @Nullable Unread unread) {}

    @Override
    @Transactional(readOnly = true)
    public Map<String, Activity> of(Collection<MailAddress> addresses) {
        if (addresses.isEmpty()) return Map.of();
        var rows = jdbc.sql("select a.id, a.address_key, a.zone, a.opened_at, l.last_login, u.unread, u.oldest,"
                        + " u.counted_at from mailstore.account a"
                        + " left join mailstore.last_login l on l.username = a.address_key"
                        + " left join mailstore.unread u on u.account = a.id"
                        + " where a.address_key in (:keys) and a.erased_at is null")
                .param("keys", addresses.stream().map(MailAddress::key).toList())
                .query(ActivityStore::row)
                .list();
        if (rows.isEmpty()) return Map.of();
        var kept = kept(rows.stream().map(row -> row.id().value()).toList());
        var records = records();
        var now = clock.instant();
        var found = new HashMap<String, Activity>();
        for (var row : rows) {
            var days = ActivityDays.of(
                    Objects.requireNonNull(kept.get(row.id().value())), records, row.opened(), row.zone(), now);
            found.put(
                    row.key(),
                    new Activity(
                            row.id(),
                            LocalDate.ofInstant(row.opened(), row.zone()),
                            days,
                            day(row.lastLogin(), row.zone()),
                            row.unread()));
        }
        return found;
    }

    private static @Nullable LocalDate day(@Nullable Long seconds, ZoneId zone) {
        return seconds == null ? null : LocalDate.ofInstant(Instant.ofEpochSecond(seconds), zone);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var counted = row.getTimestamp("counted_at");
        var unread = row.getObject("unread", Integer.class);
        var oldest = row.getTimestamp("oldest");
        return new Row(
                new AccountId(row.getLong("id")),
                row.getString("address_key"),
                ZoneId.of(row.getString("zone")),
                row.getTimestamp("opened_at").toInstant(),
                row.getObject("last_login", Long.class),
                counted == null || unread == null
                        ? null
                        : new Unread(unread, oldest == null ? null : oldest.toInstant(), counted.toInstant()));
    }

    private Map<Long, Kept> kept(List<Long> accounts) {
        var kept = new HashMap<Long, Kept>();
        for (var account : accounts) kept.put(account, new Kept(new HashMap<>(), new HashSet<>(), new TreeMap<>()));
        jdbc.sql("select * from mailstore.activity where account in (:accounts)")
                .param("accounts", accounts)
                .query(row -> {
                    var kinds = new EnumMap<Kind, Integer>(Kind.class);
                    for (var kind : Kind.values()) {
                        int count = row.getInt(column(kind));
                        if (count > 0) kinds.put(kind, count);
                    }
                    of(kept, row).counts().put(day(row, "day"), kinds);
                });
        jdbc.sql("select * from mailstore.unread_day where account in (:accounts)")
                .param("accounts", accounts)
                .query(row -> {
                    var waiting = new Waiting(row.getInt("unread"), row.getObject("oldest", LocalDate.class));
                    of(kept, row).waiting().put(day(row, "day"), waiting);
                });
        jdbc.sql("select * from mailstore.untold where account in (:accounts)")
                .param("accounts", accounts)
                .query(row -> {
                    of(kept, row).untold().add(day(row, "day"));
                });
        return kept;
    }

    private static Kept of(Map<Long, Kept> kept, ResultSet row) throws SQLException {
        return Objects.requireNonNull(kept.get(row.getLong("account")));
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, LocalDate.class));
    }

    Records records() {
        var times = jdbc.sql("select since, until from mailstore.recording order by since, until")
                .query((row, _) -> new Recorded(
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("until").toInstant()))
                .list();
        var missed = jdbc.sql("select at from mailstore.missed")
                .query((row, _) -> row.getTimestamp("at").toInstant())
                .list();
        return new Records(times, missed);
    }

    /** Days end at different hours; one more day keeps the last of them whole everywhere. */
    @Scheduled(initialDelayString = "3m", fixedDelayString = "6h")
    void forget() {
        var kept = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(Activity.KEPT + 1L);
        forget("mailstore.activity t where day < :kept", kept);
        forget("mailstore.untold t where day < :kept", kept);
        // What was counted last before the days that are kept still holds on the first of them.
        forget(
                "mailstore.unread_day t where day < :kept and exists (select from mailstore.unread_day n"
                        + " where n.account = t.account and n.day > t.day and n.day <= :kept)",
                kept);
        var moment = Timestamp.from(kept.atStartOfDay(ZoneOffset.UTC).toInstant());
        jdbc.sql("delete from mailstore.recording where until < :kept")
                .param("kept", moment)
                .update();
        jdbc.sql("delete from mailstore.missed where at < :kept")
                .param("kept", moment)
                .update();
    }

    private void forget(String from, LocalDate kept) {
        var table = from.substring(0, from.indexOf(' '));
        int rows = BATCH;
        while (rows == BATCH)
            rows = jdbc.sql("delete from " + table + " where ctid in (select t.ctid from " + from + " limit " + BATCH
                            + ")")
                    .param("kept", kept)
                    .update();
    }

    private Map<String, Timestamp> now() {
        return Map.of("now", Timestamp.from(clock.instant()));
    }

    private static String column(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
