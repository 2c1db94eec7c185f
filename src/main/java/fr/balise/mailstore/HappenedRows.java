package fr.balise.mailstore;

import fr.balise.mailstore.Happenings.Happened;
import fr.balise.mailstore.MailActivity.Kind;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts what happened on the day that it is where each mailbox is used, and notes that its unread messages are to be counted again. */
@Repository
class HappenedRows {
    private static final List<Kind> KINDS = List.of(Kind.RECEIVED, Kind.READ, Kind.IMAP, Kind.SUBMISSION, Kind.SIEVE);

    private static final String STATEMENT = statement();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    HappenedRows(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What happened to one mailbox. */
    private static final class Sum {
        private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        private boolean session;

        private void add(Happened one) {
            if (one.kind() != null) counts.merge(one.kind(), 1, Integer::sum);
            session |= one.session();
        }

        private int of(Kind kind) {
            return counts.getOrDefault(kind, 0);
        }
    }

    /** In one statement. Mailboxes that are not held here are passed over. */
    void write(List<Happened> all) {
        var sums = new TreeMap<String, Sum>();
        for (var one : all)
            sums.computeIfAbsent(one.mailbox().toLowerCase(Locale.ROOT), _ -> new Sum())
                    .add(one);
        var statement = jdbc.sql(STATEMENT)
                .param("now", Timestamp.from(clock.instant()))
                .param("mailboxes", sums.keySet().toArray(String[]::new))
                .param(
                        "sessions",
                        sums.values().stream().map(sum -> sum.session).toArray(Boolean[]::new));
        for (var kind : KINDS)
            statement = statement.param(
                    column(kind),
                    sums.values().stream().map(sum -> sum.of(kind)).toArray(Integer[]::new));
        statement.update();
    }

    private static String statement() {
        var columns = KINDS.stream().map(HappenedRows::column).toList();
        var arrays = columns.stream().map(c -> "cast(:" + c + " as integer[])").collect(Collectors.joining(", "));
        var names = String.join(", ", columns);
        return "with happened as (select a.id, (cast(:now as timestamptz) at time zone a.zone)::date as day, n.* from unnest("
                + "cast(:mailboxes as text[]), cast(:sessions as boolean[]), " + arrays + ") as n (mailbox, session, "
                + names
                + ") join mailstore.account a on a.address_key = n.mailbox where a.erased_at is null),"
                // After the activity, as an erasure does: what is not read is written last.
                + " touched as (insert into mailstore.unread as u (account, touched_at, session_at)"
                + " select id, :now, case when session then cast(:now as timestamptz) end from happened order by id"
                + " on conflict (account) do update set touched_at = excluded.touched_at,"
                + " session_at = coalesce(excluded.session_at, u.session_at))"
                + " insert into mailstore.activity as t (account, day, " + names + ") select id, day, " + names
                + " from happened where " + String.join(" + ", columns) + " > 0 order by id"
                + " on conflict (account, day) do update set "
                + columns.stream()
                        .map(c -> c + " = t." + c + " + excluded." + c)
                        .collect(Collectors.joining(", "));
    }

    private static String column(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
