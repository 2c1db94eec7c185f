package fr.balise.promotion.telling;

import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.promotion.Spot;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who wished that which mailboxes name the preferred one to whoever writes to them. */
@Repository
class Pointings {
    private static final String ROW = "select person, situation, mailboxes, said_at from promotion.pointing ";

    private final JdbcClient jdbc;

    Pointings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param at since when it is wished */
    record Pointing(Spot spot, List<MailboxId> mailboxes, Instant at) {}

    List<Pointing> of(long person) {
        return jdbc.sql(ROW + "where person = ? order by id")
                .param(person)
                .query((row, _) -> read(row))
                .list();
    }

    Optional<Pointing> of(Spot spot) {
        return jdbc.sql(ROW + "where person = ? and situation is not distinct from ?")
                .param(spot.person())
                .param(2, spot.situation(), Types.BIGINT)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Everybody who wished it anywhere. */
    List<Long> people() {
        return jdbc.sql("select distinct person from promotion.pointing order by person")
                .query((row, _) -> row.getLong(1))
                .list();
    }

    void say(Spot spot, Collection<MailboxId> mailboxes, long account, Instant now) {
        jdbc.sql("""
                insert into promotion.pointing (person, situation, mailboxes, said_at, said_by)
                values (:person, :situation, :mailboxes, :at, :account)
                on conflict (person, situation) do update set mailboxes = excluded.mailboxes, said_at = excluded.said_at,
                  said_by = excluded.said_by""")
                .param("person", spot.person())
                .param("situation", spot.situation(), Types.BIGINT)
                .param("mailboxes", mailboxes.stream().map(MailboxId::value).toArray(Long[]::new))
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    boolean takeBack(Spot spot) {
        return jdbc.sql("delete from promotion.pointing where person = ? and situation is not distinct from ?")
                        .param(spot.person())
                        .param(2, spot.situation(), Types.BIGINT)
                        .update()
                == 1;
    }

    /** One mailbox of a person, from wherever it is named. */
    void takeBack(long person, MailboxId mailbox) {
        jdbc.sql("update promotion.pointing set mailboxes = array_remove(mailboxes, ?) where person = ?")
                .params(mailbox.value(), person)
                .update();
        jdbc.sql("delete from promotion.pointing where person = ? and cardinality(mailboxes) = 0")
                .param(person)
                .update();
    }

    private static Pointing read(ResultSet row) throws SQLException {
        return new Pointing(
                new Spot(row.getLong("person"), row.getObject("situation", Long.class), null),
                ids(row.getArray("mailboxes")),
                row.getObject("said_at", OffsetDateTime.class).toInstant());
    }

    private static List<MailboxId> ids(Array array) throws SQLException {
        return Stream.of((Long[]) array.getArray()).map(MailboxId::new).toList();
    }
}
