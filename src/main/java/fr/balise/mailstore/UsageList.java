package fr.balise.mailstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.unit.DataSize;

/** How full mailboxes are, and how long ago they were used in four steps: more than that is for their holders alone. */
@Repository
public class UsageList {
    private static final Duration RECENT = Duration.ofDays(30);
    private static final Duration OLD = Duration.ofDays(90);

    /** The last login that Dovecot wrote down is the floor; days with any sign of use add to it. */
    private static final String ROWS = "select * from (select a.id, a.quota_bytes, coalesce(u.bytes, 0) as bytes,"
            + " u.full_since is not null as is_full, greatest(to_timestamp(l.last_login), (select max(d.day)::timestamptz"
            + " from mailstore.activity d where d.account = a.id and d.imap + d.submission + d.sieve + d.portal + d.read + d.sent > 0)) as used_at"
            + " from mailstore.account a left join mailstore.usage u on u.username = a.address_key"
            + " left join mailstore.last_login l on l.username = a.address_key where a.erased_at is null) as r";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    UsageList(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How long ago somebody used a mailbox. */
    public enum Use {
        WITHIN_30_DAYS,
        WITHIN_90_DAYS,
        EARLIER,
        /** No use was ever recorded. */
        NEVER
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
        jdbc.sql(ROWS + " where r.id = any(:ids)")
                .param("ids", ids.stream().map(AccountId::value).toArray(Long[]::new))
                .query((row, _) -> fill(row))
                .list()
                .forEach(fill -> fills.put(fill.id(), fill));
        return fills;
    }

    /** Mailboxes behind {@code after} in the order of their ids, that are used so and so full; null asks nothing. */
    public List<AccountId> page(@Nullable Use use, @Nullable Boolean full, long after, int limit) {
        var now = clock.instant();
        return jdbc.sql(ROWS + " where r.id > :after and (cast(:full as boolean) is null or r.is_full = :full)"
                        + " and (cast(:use as text) is null or :use = case when r.used_at is null then 'NEVER'"
                        + " when r.used_at > :recent then 'WITHIN_30_DAYS' when r.used_at > :old then 'WITHIN_90_DAYS'"
                        + " else 'EARLIER' end) order by r.id limit :limit")
                .param("after", after)
                .param("full", full)
                .param("use", use == null ? null : use.name())
                .param("recent", Timestamp.from(now.minus(RECENT)))
                .param("old", Timestamp.from(now.minus(OLD)))
                .param("limit", limit)
                .query((row, _) -> new AccountId(row.getLong("id")))
                .list();
    }

    private Fill fill(ResultSet row) throws SQLException {
        var at = row.getTimestamp("used_at");
        return new Fill(
                new AccountId(row.getLong("id")),
                DataSize.ofBytes(row.getLong("quota_bytes")),
                DataSize.ofBytes(row.getLong("bytes")),
                row.getBoolean("is_full"),
                use(at == null ? null : at.toInstant(), clock.instant()));
    }

    static Use use(@Nullable Instant at, Instant now) {
        if (at == null) return Use.NEVER;
        if (at.isAfter(now.minus(RECENT))) return Use.WITHIN_30_DAYS;
        return at.isAfter(now.minus(OLD)) ? Use.WITHIN_90_DAYS : Use.EARLIER;
    }
}
