package fr.balise.mailstore;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How many recipients a mailbox writes to by hour: a stolen password shows within minutes, not at the end of a day. */
@Repository
public class SentHours {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    SentHours(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Which limit held a message back. */
    public enum Held {
        NO,
        HOUR,
        DAY
    }

    /**
     * Counts a message before it is taken; nothing is counted where a limit holds it back.
     *
     * @param person whoever sends by a right; 0 for the holder
     * @param perDay in this hour and the 23 before it
     */
    @Transactional
    public Held note(AccountId account, long person, int recipients, int perHour, int perDay) {
        jdbc.sql(
                        "select pg_advisory_xact_lock(hashtext('mailstore.sent_hour'), cast(:account % 2000000000 as integer))")
                .param("account", account.value())
                .query(row -> {});
        var hour = hour();
        if (sum(account, person, hour) + recipients > perHour) return Held.HOUR;
        if (sum(account, person, hour.minus(Duration.ofHours(23))) + recipients > perDay) return Held.DAY;
        jdbc.sql(
                        "insert into mailstore.sent_hour as s (account, person, hour, recipients) values (:account, :person, :hour, :recipients)"
                                + " on conflict (account, person, hour) do update set recipients = s.recipients + :recipients")
                .param("account", account.value())
                .param("person", person)
                .param("hour", Timestamp.from(hour))
                .param("recipients", recipients)
                .update();
        return Held.NO;
    }

    private int sum(AccountId account, long person, Instant since) {
        return jdbc.sql("select coalesce(sum(recipients), 0) from mailstore.sent_hour"
                        + " where account = :account and person = :person and hour >= :since")
                .param("account", account.value())
                .param("person", person)
                .param("since", Timestamp.from(since))
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** Notes that a limit held a message back. @return whether it is the first one of this hour */
    public boolean hit(AccountId account, long person) {
        return jdbc.sql(
                                "insert into mailstore.sent_hour as s (account, person, hour, hit_at) values (:account, :person, :hour, :now)"
                                        + " on conflict (account, person, hour) do update set hit_at = :now where s.hit_at is null")
                        .param("account", account.value())
                        .param("person", person)
                        .param("hour", Timestamp.from(hour()))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                > 0;
    }

    /** When a limit last held a message back; kept as long as days of activity are. */
    public Optional<Instant> lastHit(AccountId account) {
        return jdbc.sql("select hit_at from mailstore.sent_hour where account = :account and hit_at is not null"
                        + " order by hour desc limit 1")
                .param("account", account.value())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    @Scheduled(initialDelayString = "5m", fixedDelayString = "6h")
    void forget() {
        jdbc.sql("delete from mailstore.sent_hour where hour < :kept or hour < :counted and hit_at is null")
                .param("kept", Timestamp.from(clock.instant().minus(Duration.ofDays(Activity.KEPT))))
                .param("counted", Timestamp.from(clock.instant().minus(Duration.ofHours(25))))
                .update();
    }

    private Instant hour() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS);
    }
}
