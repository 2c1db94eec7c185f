package fr.balise.mailbox;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Statements {
    private final JdbcClient jdbc;

    Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Oldest first. */
    List<Statement> of(NationalPersonId person) {
        return jdbc.sql("select * from mailbox.statement where person = :person order by id")
                .param("person", person.value())
                .query(Statements::read)
                .list();
    }

    void add(
            NationalPersonId person,
            MailAddress address,
            Statement.Kind kind,
            @Nullable Long situation,
            Actor actor,
            Instant at) {
        jdbc.sql("insert into mailbox.statement (person, address, display, kind, situation, account, by_name, at)"
                        + " values (:person, :address, :display, :kind, :situation, :account, :by, :at)")
                .param("person", person.value())
                .param("address", address.key())
                .param("display", address.toString())
                .param("kind", kind.word())
                .param("situation", situation)
                .param("account", actor.account())
                .param("by", actor.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Statement read(ResultSet row, int number) throws SQLException {
        return new Statement(
                MailAddress.parse(row.getString("display")),
                Statement.Kind.of(row.getString("kind")),
                row.getObject("situation", Long.class),
                row.getString("by_name"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
