package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.PartRows.Of;
import fr.balise.identity.Actor;
import fr.balise.jobs.JobId;
import fr.balise.mailstore.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of clean-ups. */
@Repository
class CleaningRows {
    private final JdbcClient jdbc;
    private final PartRows parts;

    CleaningRows(JdbcClient jdbc, PartRows parts) {
        this.jdbc = jdbc;
        this.parts = parts;
    }

    long add(AccountId account, Actor owner, Weight weight, Terms terms, Instant now) {
        return jdbc.sql(
                        "insert into hygiene.cleaning (account, owner, owner_name, messages, octets, reason, rule, way, prepared_by,"
                                + " ordered_at) values (:account, :owner, :name, :messages, :octets, :reason, :rule, :way, :by, :now)"
                                + " returning id")
                .param("account", account.value())
                .param("owner", owner.account())
                .param("name", owner.name())
                .param("messages", weight.messages())
                .param("octets", weight.octets())
                .param("reason", terms.reason())
                .param("rule", terms.rule())
                .param("way", terms.way().name())
                .param("by", terms.preparedBy())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    void add(long cleaning, AccountId account, Part part) {
        parts.add(Of.CLEANING, cleaning, account, part);
    }

    void begun(long id, JobId job) {
        jdbc.sql("update hygiene.cleaning set job = :job where id = :id")
                .param("job", job.value())
                .param("id", id)
                .update();
    }

    void undoing(long id, JobId job) {
        jdbc.sql("update hygiene.cleaning set undo_job = :job where id = :id")
                .param("job", job.value())
                .param("id", id)
                .update();
    }

    void done(long id, Instant now, Instant until) {
        jdbc.sql(
                        "update hygiene.cleaning set done_at = coalesce(done_at, :now), recover_until = coalesce(recover_until, :until)"
                                + " where id = :id")
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    void back(long id, int part, Instant now) {
        jdbc.sql("update hygiene.cleaning_part set back_at = :now where cleaning = :id and part = :part")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .param("part", part)
                .update();
    }

    void gone(long id, Instant now) {
        jdbc.sql("update hygiene.cleaning set gone_at = coalesce(gone_at, :now) where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    Optional<Cleaning> find(long id) {
        return jdbc.sql("select * from hygiene.cleaning where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The newest first. */
    List<Cleaning> of(AccountId account) {
        return jdbc.sql("select * from hygiene.cleaning where account = :account order by id desc limit 20")
                .param("account", account.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** Whose time to be taken back is over, above one. */
    List<Cleaning> over(Instant now, long after) {
        return jdbc.sql("select * from hygiene.cleaning where gone_at is null and recover_until < :now and id > :after"
                        + " order by id limit 50")
                .param("after", after)
                .param("now", Timestamp.from(now))
                .query((row, _) -> read(row))
                .list();
    }

    private Cleaning read(ResultSet row) throws SQLException {
        var account = new AccountId(row.getLong("account"));
        long id = row.getLong("id");
        return new Cleaning(
                id,
                account,
                row.getLong("owner"),
                row.getString("owner_name"),
                row.getObject("rule", Long.class),
                Way.valueOf(row.getString("way")),
                row.getString("prepared_by"),
                new JobId(row.getLong("job")),
                Columns.job(row, "undo_job"),
                row.getLong("messages"),
                row.getLong("octets"),
                row.getTimestamp("ordered_at").toInstant(),
                Columns.instant(row, "done_at"),
                Columns.instant(row, "recover_until"),
                Columns.instant(row, "gone_at"),
                parts.of(Of.CLEANING, id, account));
    }
}
