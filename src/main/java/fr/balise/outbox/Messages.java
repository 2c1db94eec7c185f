package fr.balise.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The queue. Several copies of Balise may take from it: no message is held by two of them at once. */
@Repository
class Messages {
    /** Lock under which the throttle is counted; any constant that no other room uses. */
    private static final long THROTTLE = 0x6f7574626f78L;

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(
            @Nullable String sender,
            String recipient,
            String purpose,
            String subject,
            String body,
            String headers,
            Instant now) {
        return jdbc.sql(
                        "insert into outbox.message (sender, recipient, purpose, subject, body, headers, queued_at, next_try)"
                                + " values (:sender, :recipient, :purpose, :subject, :body, :headers, :now, :now) returning id")
                .param("sender", sender)
                .param("recipient", recipient)
                .param("purpose", purpose)
                .param("subject", subject)
                .param("body", body)
                .param("headers", headers)
                .param("now", utc(now))
                .query((row, number) -> row.getLong(1))
                .single();
    }

    /** Takes one message that is due and whose purpose has some of this minute's allowance left. */
    @Transactional
    Optional<Message> take(Instant now, Duration lease, int perMinute) {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", THROTTLE)
                .query((row, number) -> 0)
                .single();
        return jdbc.sql("""
                        update outbox.message
                           set state = 'sending', attempts = attempts + 1, tried_at = :now, next_try = :lease
                         where id = (
                            select id from outbox.message due
                             where state in ('queued', 'sending') and next_try <= :now
                               and (select count(*) from outbox.message tried
                                     where tried.purpose = due.purpose
                                       and tried.tried_at > :minuteAgo and tried.tried_at <= :now) < :perMinute
                             order by next_try, id limit 1 for update skip locked)
                        returning id, sender, recipient, subject, body, headers, queued_at, attempts""")
                .param("now", utc(now))
                .param("lease", utc(now.plus(lease)))
                .param("minuteAgo", utc(now.minus(Duration.ofMinutes(1))))
                .param("perMinute", perMinute)
                .query(Messages::read)
                .optional();
    }

    /** The text goes: it holds links and codes that are kept nowhere else in clear. */
    void sent(Message message, Instant now) {
        finish(message, "sent", null, now);
    }

    void givenUp(Message message, String failure, Instant now) {
        finish(message, "failed", failure, now);
    }

    private void finish(Message message, String state, @Nullable String failure, Instant now) {
        jdbc.sql(
                        "update outbox.message set state = :state, body = '', headers = '', failure = :failure, finished_at = :now"
                                + " where id = :id and state = 'sending' and attempts = :attempt")
                .param("state", state)
                .param("failure", failure)
                .param("now", utc(now))
                .param("id", message.id())
                .param("attempt", message.attempt())
                .update();
    }

    void again(Message message, String failure, Instant next) {
        jdbc.sql("update outbox.message set state = 'queued', failure = :failure, next_try = :next"
                        + " where id = :id and state = 'sending' and attempts = :attempt")
                .param("failure", failure)
                .param("next", utc(next))
                .param("id", message.id())
                .param("attempt", message.attempt())
                .update();
    }

    List<Long> latestSent(int limit) {
        return jdbc.sql("select id from outbox.message where state = 'sent' order by id desc limit :limit")
                .param("limit", limit)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    boolean isSent(long id) {
        return jdbc.sql("select exists (select from outbox.message where id = :id and state = 'sent')")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    Set<Long> ids() {
        return jdbc.sql("select id from outbox.message")
                .query((row, number) -> row.getLong(1))
                .set();
    }

    int forget(Instant finishedBefore) {
        return jdbc.sql("delete from outbox.message where finished_at < :before")
                .param("before", utc(finishedBefore))
                .update();
    }

    private static Message read(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getString("sender"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                Extra.read(row.getString("headers")),
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
