package fr.balise.mailbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What was said last of whose it is counts, as in {@link Said}. */
    Map<NationalPersonId, Set<String>> disowned(Collection<NationalPersonId> people) {
        record Row(NationalPersonId person, String address) {}
        return jdbc
                .sql("""
                        select person, address from (
                          select distinct on (person, address) person, address, kind from mailbox.statement
                           where person = any(:people) and kind in ('not-mine', 'mine', 'withdrawn')
                           order by person, address, id desc) last
                         where kind = 'not-mine'""")
                .param("people", people.stream().map(NationalPersonId::value).toArray(String[]::new))
                .query((row, _) -> new Row(new NationalPersonId(row.getString("person")), row.getString("address")))
                .list()
                .stream()
                .collect(groupingBy(Row::person, mapping(Row::address, toSet())));
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
