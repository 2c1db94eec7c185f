package fr.balise.hygiene;

import fr.balise.hygiene.PartRows.Of;
import fr.balise.mailstore.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what was taken away to be deleted. */
@Repository
class ArchiveRows {
    private final JdbcClient jdbc;
    private final PartRows parts;

    ArchiveRows(JdbcClient jdbc, PartRows parts) {
        this.jdbc = jdbc;
        this.parts = parts;
    }

    long add(AccountId account, long owner, Parts chosen, Instant now) {
        var weight = chosen.weight();
        long id = jdbc.sql("insert into hygiene.archive (account, owner, messages, octets, made_at)"
                        + " values (:account, :owner, :messages, :octets, :now) returning id")
                .param("account", account.value())
                .param("owner", owner)
                .param("messages", weight.messages())
                .param("octets", weight.octets())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
        for (var part : chosen.all()) parts.add(Of.ARCHIVE, id, account, part);
        return id;
    }

    Optional<Archived> find(long id) {
        return jdbc.sql("select * from hygiene.archive where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The newest first. */
    List<Archived> of(AccountId account, long owner) {
        return jdbc.sql("select * from hygiene.archive where account = :account and owner = :owner"
                        + " order by id desc limit 10")
                .param("account", account.value())
                .param("owner", owner)
                .query((row, _) -> read(row))
                .list();
    }

    List<Archived> before(Instant then) {
        return jdbc.sql("select * from hygiene.archive where made_at < :then order by id limit 200")
                .param("then", Timestamp.from(then))
                .query((row, _) -> read(row))
                .list();
    }

    void deleted(long id, long cleaning) {
        jdbc.sql("update hygiene.archive set cleaning = :cleaning where id = :id")
                .param("cleaning", cleaning)
                .param("id", id)
                .update();
    }

    void remove(long id) {
        jdbc.sql("delete from hygiene.archive where id = :id").param("id", id).update();
    }

    private Archived read(ResultSet row) throws SQLException {
        var account = new AccountId(row.getLong("account"));
        long id = row.getLong("id");
        return new Archived(
                id,
                account,
                row.getLong("owner"),
                row.getLong("messages"),
                row.getLong("octets"),
                row.getTimestamp("made_at").toInstant(),
                row.getObject("cleaning", Long.class),
                parts.of(Of.ARCHIVE, id, account));
    }
}
