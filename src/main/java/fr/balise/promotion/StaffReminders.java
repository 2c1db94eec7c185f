package fr.balise.promotion;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When somebody was last reminded to choose, by whichever structure. */
@Repository
class StaffReminders {
    private final JdbcClient jdbc;

    StaffReminders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<Long, Instant> last(Collection<Long> people) {
        var last = new HashMap<Long, Instant>();
        if (people.isEmpty()) return last;
        jdbc.sql("select person, sent_at from promotion.reminder where person = any(?)")
                .param(people.toArray(Long[]::new))
                .query(row -> {
                    last.put(row.getLong(1), row.getTimestamp(2).toInstant());
                });
        return last;
    }

    /** Takes the turn. False when somebody was faster: one person is reminded once in that time, by all structures together. */
    boolean take(long person, long structure, long account, Instant now, Duration every) {
        return jdbc.sql("""
                        insert into promotion.reminder as r (person, structure, sent_at, sent_by) values (:person, :structure, :now, :account)
                        on conflict (person) do update set structure = :structure, sent_at = :now, sent_by = :account
                          where r.sent_at <= :before""")
                        .param("person", person)
                        .param("structure", structure)
                        .param("now", Timestamp.from(now))
                        .param("account", account)
                        .param("before", Timestamp.from(now.minus(every)))
                        .update()
                == 1;
    }
}
