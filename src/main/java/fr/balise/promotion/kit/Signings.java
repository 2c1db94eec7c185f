package fr.balise.promotion.kit;

import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.promotion.Spot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who wished which signature under the messages of which mailbox. */
@Repository
class Signings {
    private static final String ROW = "select mailbox, person, situation, language, said_at from promotion.signing ";

    private final JdbcClient jdbc;

    Signings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param spot of the place; {@code at} since when */
    record Signed(MailboxId mailbox, Spot spot, Locale language, Instant at) {}

    Optional<Signed> of(MailboxId mailbox) {
        return jdbc.sql(ROW + "where mailbox = ?")
                .param(mailbox.value())
                .query(Signings::read)
                .optional();
    }

    List<Signed> of(long person) {
        return jdbc.sql(ROW + "where person = ?")
                .param(person)
                .query(Signings::read)
                .list();
    }

    /** In place of another one, if there is. */
    void say(Signed wished, long account) {
        jdbc.sql("""
                insert into promotion.signing (mailbox, person, situation, language, said_at, said_by)
                values (:mailbox, :person, :situation, :language, :at, :account)
                on conflict (mailbox) do update set person = excluded.person, situation = excluded.situation,
                  language = excluded.language, said_at = excluded.said_at, said_by = excluded.said_by""")
                .param("mailbox", wished.mailbox().value())
                .param("person", wished.spot().person())
                .param("situation", wished.spot().situation(), Types.BIGINT)
                .param("language", wished.language().getLanguage())
                .param("at", wished.at().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .update();
    }

    /** False when there was none. */
    boolean takeBack(MailboxId mailbox) {
        return jdbc.sql("delete from promotion.signing where mailbox = ?")
                        .param(mailbox.value())
                        .update()
                == 1;
    }

    private static Signed read(ResultSet row, int number) throws SQLException {
        return new Signed(
                new MailboxId(row.getLong("mailbox")),
                new Spot(row.getLong("person"), row.getObject("situation", Long.class), null),
                Locale.of(row.getString("language")),
                row.getObject("said_at", OffsetDateTime.class).toInstant());
    }
}
