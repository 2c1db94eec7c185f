package fr.balise.audit;

import fr.balise.kernel.SensitiveAct;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The entries as rows. */
@Repository
class Entries {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    Entries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In their order. */
    void append(List<SensitiveAct> acts) {
        jdbc.sql("with written as (insert into audit.entry (at, actor, action, target, before, after)"
                        + " select at, actor, action, target, before, after from unnest(cast(:at as timestamptz[]), :actor,"
                        + " :action, :target, :before, :after) with ordinality"
                        + " as told(at, actor, action, target, before, after, n) order by n returning id)"
                        + " insert into audit.unsealed select id from written")
                // PostgreSQL keeps microseconds; the seal must cover what is read back.
                .param(
                        "at",
                        all(acts, act -> act.at().truncatedTo(ChronoUnit.MICROS).toString()))
                .param("actor", all(acts, act -> text(act.actor())))
                .param("action", all(acts, act -> text(act.action())))
                .param("target", all(acts, act -> text(act.target())))
                .param("before", all(acts, act -> json(act.before())))
                .param("after", all(acts, act -> json(act.after())))
                .update();
    }

    private static String[] all(List<SensitiveAct> acts, Function<SensitiveAct, String> part) {
        return acts.stream().map(part).toArray(String[]::new);
    }

    /** PostgreSQL stores no NUL, and an act must not fail to be told for the sake of one. */
    private static String text(String value) {
        return value.replace('\u0000', '\ufffd');
    }

    private static String json(Map<String, String> values) {
        return JSON.writeValueAsString(new TreeMap<>(values));
    }

    List<AuditEntry> latest(AuditQuestion question, int limit) {
        return jdbc.sql("select e.*, s.position is not null as sealed from audit.entry e"
                        + " left join audit.seal s on s.entry = e.id"
                        + " where e.at >= :from and e.at < :until and starts_with(e.action, :action)"
                        + " order by e.id desc limit :limit")
                .param("from", Timestamp.from(question.from()))
                .param("until", Timestamp.from(question.until()))
                .param("action", text(question.action()))
                .param("limit", limit)
                .query(Entries::read)
                .list();
    }

    static AuditEntry read(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("target"),
                row.getString("before"),
                row.getString("after"),
                row.getBoolean("sealed"));
    }
}
