package fr.balise.hygiene;

import fr.balise.hygiene.Lightening.One;
import fr.balise.hygiene.Lightening.State;
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

/** The tables of messages that were made lighter. */
@Repository
class LighteningRows {
    private final JdbcClient jdbc;
    private final StockRows names;

    LighteningRows(JdbcClient jdbc, StockRows names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    long add(AccountId account, long owner, String ownerName, String reason, Instant now) {
        return jdbc.sql("insert into hygiene.lightening (account, owner, owner_name, reason, ordered_at)"
                        + " values (:account, :owner, :name, :reason, :now) returning id")
                .param("account", account.value())
                .param("owner", owner)
                .param("name", ownerName)
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    void add(long lightening, AccountId account, One one) {
        jdbc.sql("insert into hygiene.lightened (lightening, number, folder, uid_validity, uid, state, octets)"
                        + " values (:lightening, :number, :folder, :validity, :uid, :state, :octets)")
                .param("lightening", lightening)
                .param("number", one.number())
                .param("folder", names.sealed(one.folder(), account))
                .param("validity", one.uidValidity())
                .param("uid", one.uid())
                .param("state", one.state().name())
                .param("octets", one.octets())
                .update();
    }

    void begun(long id, JobId job) {
        job(id, "job", job);
    }

    void undoing(long id, JobId job) {
        job(id, "undo_job", job);
    }

    private void job(long id, String column, JobId job) {
        jdbc.sql("update hygiene.lightening set " + column + " = :job where id = :id")
                .param("job", job.value())
                .param("id", id)
                .update();
    }

    void ready(long id, int number, long light, int pieces) {
        jdbc.sql("update hygiene.lightened set state = 'READY', light = :light, pieces = :pieces"
                        + " where lightening = :id and number = :number")
                .param("light", light)
                .param("pieces", pieces)
                .param("id", id)
                .param("number", number)
                .update();
    }

    /** @param copy UID of the light copy that goes; 0 where there is none */
    void backing(long id, int number, long copy) {
        jdbc.sql("update hygiene.lightened set state = 'BACKING', copy_uid = :copy"
                        + " where lightening = :id and number = :number")
                .param("copy", copy)
                .param("id", id)
                .param("number", number)
                .update();
    }

    void state(long id, int number, State state) {
        jdbc.sql("update hygiene.lightened set state = :state where lightening = :id and number = :number")
                .param("state", state.name())
                .param("id", id)
                .param("number", number)
                .update();
    }

    void done(long id, Instant now, Instant until) {
        jdbc.sql("update hygiene.lightening set done_at = coalesce(done_at, :now),"
                        + " recover_until = coalesce(recover_until, :until) where id = :id")
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    void gone(long id, Instant now) {
        jdbc.sql("update hygiene.lightening set gone_at = coalesce(gone_at, :now) where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    Optional<Lightening> find(long id) {
        return jdbc.sql("select * from hygiene.lightening where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The newest first. */
    List<Lightening> of(AccountId account) {
        return jdbc.sql("select * from hygiene.lightening where account = :account order by id desc limit 20")
                .param("account", account.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** Whose time to be taken back is over. @param after the last one that was looked at */
    List<Lightening> over(Instant now, long after) {
        return jdbc.sql(
                        "select * from hygiene.lightening where gone_at is null and recover_until < :now and id > :after"
                                + " order by id limit 50")
                .param("after", after)
                .param("now", Timestamp.from(now))
                .query((row, _) -> read(row))
                .list();
    }

    private Lightening read(ResultSet row) throws SQLException {
        var account = new AccountId(row.getLong("account"));
        long id = row.getLong("id");
        return new Lightening(
                id,
                account,
                row.getLong("owner"),
                row.getString("owner_name"),
                Columns.job(row, "job"),
                Columns.job(row, "undo_job"),
                row.getTimestamp("ordered_at").toInstant(),
                Columns.instant(row, "done_at"),
                Columns.instant(row, "recover_until"),
                Columns.instant(row, "gone_at"),
                messages(id, account));
    }

    private List<One> messages(long id, AccountId account) {
        return jdbc.sql("select * from hygiene.lightened where lightening = :id order by number")
                .param("id", id)
                .query((row, _) -> new One(
                        row.getInt("number"),
                        names.opened(row.getBytes("folder"), account),
                        row.getLong("uid_validity"),
                        row.getLong("uid"),
                        State.valueOf(row.getString("state")),
                        row.getLong("octets"),
                        row.getLong("light"),
                        row.getInt("pieces"),
                        row.getLong("copy_uid")))
                .list();
    }
}
