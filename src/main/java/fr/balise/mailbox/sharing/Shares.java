package fr.balise.mailbox.sharing;

import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.sharing.Share.May;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Shares {
    private final JdbcClient jdbc;

    Shares(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(
            MailboxId mailbox,
            String name,
            May may,
            boolean send,
            byte[] token,
            Instant openUntil,
            @Nullable LocalDate endsOn,
            Instant now,
            String by) {
        return jdbc.sql(
                        "insert into mailbox.share (hosted, name, level, may_send, token, open_until, ends_on, made_at, made_by)"
                                + " values (:mailbox, :name, :level, :send, :token, :until, :ends, :now, :by) returning id")
                .param("mailbox", mailbox.value())
                .param("name", name)
                .param("level", may.name().toLowerCase(Locale.ROOT))
                .param("send", send)
                .param("token", token)
                .param("until", Timestamp.from(openUntil))
                .param("ends", endsOn)
                .param("now", Timestamp.from(now))
                .param("by", by)
                .query(Long.class)
                .single();
    }

    /** Newest first. */
    List<Share> of(MailboxId mailbox) {
        return jdbc.sql("select * from mailbox.share where hosted = :mailbox order by id desc limit 200")
                .param("mailbox", mailbox.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** That this account accepted and nobody ended. */
    List<Share> accepted(long account) {
        return jdbc.sql("select * from mailbox.share where account = :account and ended_at is null order by id")
                .param("account", account)
                .query((row, _) -> read(row))
                .list();
    }

    /** Holds the row until commit: nobody accepts it twice, or while it is being ended. */
    Optional<Share> lock(byte[] token) {
        return jdbc.sql("select * from mailbox.share where token = :token for update")
                .param("token", token)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Share> lock(MailboxId mailbox, long id) {
        return jdbc.sql("select * from mailbox.share where id = :id and hosted = :mailbox for update")
                .param("id", id)
                .param("mailbox", mailbox.value())
                .query((row, _) -> read(row))
                .optional();
    }

    /** Holds the standing rights of an account to a mailbox until commit: none of them ends meanwhile, or it has ended already. */
    void hold(long account, MailboxId mailbox) {
        jdbc.sql("select id from mailbox.share where account = :account and hosted = :mailbox and ended_at is null"
                        + " order by id for share")
                .param("account", account)
                .param("mailbox", mailbox.value())
                .query(Long.class)
                .list();
    }

    void accept(long id, long account, Instant now) {
        jdbc.sql("update mailbox.share set account = :account, accepted_at = :now where id = :id")
                .param("account", account)
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    void end(long id, Instant now, String by) {
        jdbc.sql("update mailbox.share set ended_at = :now, ended_by = :by where id = :id and ended_at is null")
                .param("now", Timestamp.from(now))
                .param("by", by)
                .param("id", id)
                .update();
    }

    /** Accepted ones whose last day was before that one. */
    List<Share> over(LocalDate day, long after, int limit) {
        return jdbc.sql("select * from mailbox.share where ended_at is null and account is not null and ends_on < :day"
                        + " and id > :after order by id limit :limit")
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    private static Share read(ResultSet row) throws SQLException {
        var ended = row.getTimestamp("ended_at");
        return new Share(
                row.getLong("id"),
                new MailboxId(row.getLong("hosted")),
                row.getString("name"),
                May.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                row.getBoolean("may_send"),
                row.getTimestamp("open_until").toInstant(),
                row.getObject("ends_on", LocalDate.class),
                row.getObject("account", Long.class),
                ended == null ? null : ended.toInstant());
    }
}
