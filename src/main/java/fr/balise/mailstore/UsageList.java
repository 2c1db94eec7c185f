package fr.balise.mailstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.unit.DataSize;

/** How full mailboxes are, and how long ago they were used in steps: more than that is for their holders alone. */
@Repository
public class UsageList {
    private static final Duration RECENT = Duration.ofDays(30);
    private static final Duration OLD = Duration.ofDays(90);

    /**
     * The last login that Dovecot wrote down is the floor; days with any sign of use add to it. A time in which nobody counted, or a day on
     * which something changed that no event told of, may hide a later one: where that would be another step, the step is unknown.
     */
    private static final String ROWS = "select a.id, a.quota_bytes, coalesce(u.bytes, 0) as bytes,"
            + " u.full_since is not null as is_full, step.use from mailstore.account a"
            + " left join mailstore.usage u on u.username = a.address_key"
            + " left join mailstore.last_login l on l.username = a.address_key"
            + " cross join lateral (select greatest(to_timestamp(l.last_login), (select max(d.day)::timestamptz"
            + " from mailstore.activity d where d.account = a.id and d.imap + d.submission + d.sieve + d.portal + d.read + d.sent > 0)) as used,"
            + " greatest(case when cast(:gap as timestamptz) > a.opened_at + interval '"
            + ActivityDays.TOLERANCE.toMinutes()
            + " minutes' then cast(:gap as timestamptz) end, (select max(t.day) + time '23:59'"
            + " from mailstore.untold t where t.account = a.id)) as perhaps offset 0) at"
            + " cross join lateral (select " + step("at.used") + " as certain, "
            + step("greatest(at.used, at.perhaps)") + " as possible offset 0) seen"
            + " cross join lateral (select case when seen.possible = seen.certain or seen.possible is null then seen.certain"
            + " else 'UNKNOWN' end as use offset 0) step where a.erased_at is null";

    private static String step(String at) {
        return "case when " + at + " is null then 'NEVER' when " + at + " > :recent then 'WITHIN_30_DAYS' when " + at
                + " > :old then 'WITHIN_90_DAYS' else 'EARLIER' end";
    }

    private final JdbcClient jdbc;
    private final ActivityStore activity;
    private final InstantSource clock;

    UsageList(JdbcClient jdbc, ActivityStore activity, InstantSource clock) {
        this.jdbc = jdbc;
        this.activity = activity;
        this.clock = clock;
    }

    /** How long ago somebody used a mailbox. */
    public enum Use {
        WITHIN_30_DAYS,
        WITHIN_90_DAYS,
        EARLIER,
        /** No use was ever recorded. */
        NEVER,
        /** The records have a gap that may hide one: never "unused". */
        UNKNOWN
    }

    /** @param full since when it is so, senders may be refused */
    public record Fill(AccountId id, DataSize quota, DataSize used, boolean full, Use use) {
        /** Of the quota, 0 to 100. */
        public int percent() {
            return (int) Math.min(100, used.toBytes() * 100 / Math.max(1, quota.toBytes()));
        }
    }

    /** Those of them that the mail servers know. */
    public Map<AccountId, Fill> of(Collection<AccountId> ids) {
        var fills = new HashMap<AccountId, Fill>();
        asked(" and a.id = any(:ids)")
                .param("ids", ids.stream().map(AccountId::value).toArray(Long[]::new))
                .query((row, _) -> fill(row))
                .list()
                .forEach(fill -> fills.put(fill.id(), fill));
        return fills;
    }

    /** Mailboxes behind {@code after} in the order of their ids, that are used so and so full; null asks nothing. */
    public List<AccountId> page(@Nullable Use use, @Nullable Boolean full, long after, int limit) {
        return asked(" and a.id > :after and (cast(:full as boolean) is null or (u.full_since is not null) = :full)"
                        + " and (cast(:use as text) is null or :use = step.use) order by a.id limit :limit")
                .param("after", after)
                .param("full", full)
                .param("use", use == null ? null : use.name())
                .param("limit", limit)
                .query((row, _) -> new AccountId(row.getLong("id")))
                .list();
    }

    private JdbcClient.StatementSpec asked(String which) {
        var now = clock.instant();
        return jdbc.sql(ROWS + which)
                .param("recent", Timestamp.from(now.minus(RECENT)))
                .param("old", Timestamp.from(now.minus(OLD)))
                .param(
                        "gap",
                        activity.records().lastGap(now).map(Timestamp::from).orElse(null));
    }

    private static Fill fill(ResultSet row) throws SQLException {
        return new Fill(
                new AccountId(row.getLong("id")),
                DataSize.ofBytes(row.getLong("quota_bytes")),
                DataSize.ofBytes(row.getLong("bytes")),
                row.getBoolean("is_full"),
                Use.valueOf(row.getString("use")));
    }
}
