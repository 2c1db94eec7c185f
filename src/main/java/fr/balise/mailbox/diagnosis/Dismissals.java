package fr.balise.mailbox.diagnosis;

import fr.balise.identity.Actor;
import fr.balise.kernel.NationalPersonId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was answered "Pas concerné". */
@Repository
class Dismissals {
    private final JdbcClient jdbc;

    Dismissals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Dismissal(String finding, String facts, String reason, String by, Instant at) {}

    /** By finding. */
    Map<String, Dismissal> of(NationalPersonId person) {
        return jdbc
                .sql("select * from mailbox.dismissal where person = :person")
                .param("person", person.value())
                .query((row, number) -> new Dismissal(
                        row.getString("finding"),
                        row.getString("facts"),
                        row.getString("reason"),
                        row.getString("by_name"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Dismissal::finding, Function.identity()));
    }

    void put(NationalPersonId person, Dismissal dismissal, Actor actor) {
        jdbc.sql("insert into mailbox.dismissal (person, finding, facts, reason, account, by_name, at)"
                        + " values (:person, :finding, :facts, :reason, :account, :by, :at)"
                        + " on conflict (person, finding) do update set facts = excluded.facts,"
                        + " reason = excluded.reason, account = excluded.account, by_name = excluded.by_name,"
                        + " at = excluded.at")
                .param("person", person.value())
                .param("finding", dismissal.finding())
                .param("facts", dismissal.facts())
                .param("reason", dismissal.reason())
                .param("account", actor.account())
                .param("by", dismissal.by())
                .param("at", dismissal.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(NationalPersonId person, String finding) {
        jdbc.sql("delete from mailbox.dismissal where person = :person and finding = :finding")
                .param("person", person.value())
                .param("finding", finding)
                .update();
    }
}
