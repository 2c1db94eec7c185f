package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailstoreSettings;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** How large mailboxes were at the end of each day. */
@Repository
class WeightRows {
    /** Days that are kept. */
    private static final int KEPT = 400;

    private final JdbcClient jdbc;
    private final Fills fills;
    private final MailstoreSettings mailstore;
    private final InstantSource clock;

    WeightRows(JdbcClient jdbc, Fills fills, MailstoreSettings mailstore, InstantSource clock) {
        this.jdbc = jdbc;
        this.fills = fills;
        this.mailstore = mailstore;
        this.clock = clock;
    }

    SortedMap<LocalDate, Long> of(AccountId account, LocalDate from) {
        var sizes = new TreeMap<LocalDate, Long>();
        jdbc.sql("select day, octets from hygiene.weight where account = :account and day >= :from")
                .param("account", account.value())
                .param("from", from)
                .query(row -> {
                    sizes.put(row.getObject(1, LocalDate.class), row.getLong(2));
                });
        return sizes;
    }

    /** The last one of a day is that of the day. */
    @Scheduled(initialDelayString = "1m", fixedDelayString = "2h")
    void weigh() {
        if (!mailstore.enabled()) return;
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        fills.each(page -> jdbc.sql("insert into hygiene.weight (account, day, octets)"
                        + " select account, :day, octets from unnest(cast(:accounts as bigint[]), cast(:octets as bigint[]))"
                        + " as w(account, octets) on conflict (account, day) do update set octets = excluded.octets")
                .param("day", today)
                .param("accounts", page.stream().map(fill -> fill.id().value()).toArray(Long[]::new))
                .param(
                        "octets",
                        page.stream().map(fill -> fill.used().toBytes()).toArray(Long[]::new))
                .update());
        jdbc.sql("delete from hygiene.weight where day < :day")
                .param("day", today.minusDays(KEPT))
                .update();
    }
}
