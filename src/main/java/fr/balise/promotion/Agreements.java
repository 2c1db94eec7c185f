package fr.balise.promotion;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who agreed that old addresses lead to the present ones. */
@Repository
class Agreements {
    private final JdbcClient jdbc;

    Agreements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean leadsOn(long person) {
        return jdbc.sql("select exists (select 1 from promotion.leads_on where person = ?)")
                .param(person)
                .query(Boolean.class)
                .single();
    }

    /** Those of them who agreed. */
    Set<Long> leadOn(Collection<Long> people) {
        if (people.isEmpty()) return Set.of();
        return Set.copyOf(jdbc.sql("select person from promotion.leads_on where person = any(?)")
                .param(people.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /** False when it was already so. */
    boolean say(long person, boolean agreed, long account, Instant now) {
        var change = agreed
                ? jdbc.sql(
                                "insert into promotion.leads_on (person, said_at, said_by) values (?, ?, ?) on conflict do nothing")
                        .params(person, now.atOffset(ZoneOffset.UTC), account)
                : jdbc.sql("delete from promotion.leads_on where person = ?").param(person);
        return change.update() == 1;
    }
}
