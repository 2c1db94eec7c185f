package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.mailstore.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what was taken away to be deleted. */
@Repository
class ArchiveRows {
    private final JdbcClient jdbc;
    private final StockRows names;

    ArchiveRows(JdbcClient jdbc, StockRows names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    long add(AccountId account, long owner, Parts parts, Instant now) {
        var weight = parts.weight();
        long id = jdbc.sql("insert into hygiene.archive (account, owner, messages, octets, made_at)"
                        + " values (:account, :owner, :messages, :octets, :now) returning id")
                .param("account", account.value())
                .param("owner", owner)
                .param("messages", weight.messages())
                .param("octets", weight.octets())
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
        for (var part : parts.all())
            jdbc.sql("insert into hygiene.archive_part (archive, part, grp, folder, uid_validity, uids, octets)"
                            + " values (:archive, :part, :grp, :folder, :validity, :uids, :octets)")
                    .param("archive", id)
                    .param("part", part.number())
                    .param("grp", part.group().name())
                    .param("folder", names.sealed(part.folder(), account))
                    .param("validity", part.uidValidity())
                    .param("uids", part.uids().toArray(Long[]::new))
                    .param("octets", part.octets())
                    .update();
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
                parts(id, account));
    }

    private List<Part> parts(long archive, AccountId account) {
        return jdbc.sql("select * from hygiene.archive_part where archive = :id order by part")
                .param("id", archive)
                .query((row, _) -> new Part(
                        row.getInt("part"),
                        Group.valueOf(row.getString("grp")),
                        names.opened(row.getBytes("folder"), account),
                        row.getLong("uid_validity"),
                        Arrays.asList((Long[]) row.getArray("uids").getArray()),
                        row.getLong("octets"),
                        null))
                .list();
    }
}
