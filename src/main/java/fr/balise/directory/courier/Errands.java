package fr.balise.directory.courier;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The queue of errands. Several copies of Balise may take from it: none is held by two of them at once. */
@Repository
class Errands {
    /** Of a withdrawn row, what is wished is that of another row of ours for the same person and structure, if there is one. */
    private static final String WISHES = """
            select e.attachment_id, e.wish, e.attempts, d.display, d.type,
                   p.national_id person, p.civility, p.family, p.given, s.national_id structure, s.name,
                   w.gone_since is null present, w.unlisted, w.rank, w.description, w.service, w.responsible
              from directory.errand e
              join directory.attachment l on l.id = e.attachment_id
              join directory.address d on d.id = l.address_id
              left join directory.person p on p.id = l.person_id
              left join directory.structure s on s.id = l.structure_id
              join lateral (select o.* from directory.attachment o
                             where o.id = l.id or l.gone_since is not null and o.gone_since is null and o.source = 'local'
                               and o.address_id = l.address_id and o.person_id is not distinct from l.person_id
                               and o.structure_id is not distinct from l.structure_id
                             order by o.gone_since is not null, o.id limit 1) w on true
             where e.attachment_id in (:ids) and e.state = 'asking' and e.next_try = :lease
             order by e.attachment_id""";

    private final JdbcClient jdbc;

    Errands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    List<Errand> take(Instant now, Duration lease, int most) {
        var until = utc(now.plus(lease));
        var ids = jdbc.sql("""
                        update directory.errand set state = 'asking', attempts = attempts + 1, next_try = :lease
                         where attachment_id in (
                            select attachment_id from directory.errand
                             where state in ('waiting', 'asking') and next_try <= :now
                             order by next_try, attachment_id limit :most for update skip locked)
                        returning attachment_id""")
                .param("lease", until)
                .param("now", utc(now))
                .param("most", most)
                .query(Long.class)
                .list();
        if (ids.isEmpty()) return List.of();
        return jdbc.sql(WISHES)
                .param("ids", ids)
                .param("lease", until)
                .query(Errands::read)
                .list();
    }

    /** @return false when the wish changed meanwhile, and is to be brought anew */
    boolean done(Errand errand, Instant now) {
        return jdbc.sql("""
                        update directory.errand set requested_at = :now, reason = null, next_try = :now,
                               state = case when wish = :number then 'done' else 'waiting' end,
                               attempts = case when wish = :number then attempts else 0 end
                         where attachment_id = :id and state = 'asking' and attempts = :attempt
                        returning state = 'done'""")
                .param("now", utc(now))
                .param("number", errand.number())
                .param("id", errand.statement())
                .param("attempt", errand.attempt())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void later(Errand errand, Trouble why, Instant next) {
        put("waiting", errand, why, next, errand.attempt());
    }

    /** Not even tried: the attempt does not count. */
    void untouched(Errand errand, Instant next) {
        put("waiting", errand, null, next, errand.attempt() - 1);
    }

    /** What was wished meanwhile may well be taken. */
    void failed(Errand errand, Trouble why, Instant now) {
        put("failed", errand, why, now, errand.attempt());
    }

    private void put(String state, Errand errand, @Nullable Trouble why, Instant next, int attempts) {
        jdbc.sql("""
                        update directory.errand set reason = coalesce(:reason, reason),
                               state = case when wish = :number then :state else 'waiting' end,
                               next_try = case when wish = :number then :next else :now end,
                               attempts = case when wish = :number then :attempts else 0 end
                         where attachment_id = :id and state = 'asking' and attempts = :attempt""")
                .param("reason", why == null ? null : why.word())
                .param("number", errand.number())
                .param("state", state)
                .param("next", utc(next))
                .param("now", OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC))
                .param("attempts", attempts)
                .param("id", errand.statement())
                .param("attempt", errand.attempt())
                .update();
    }

    private static Errand read(ResultSet r, int number) throws SQLException {
        return new Errand(r.getLong("attachment_id"), r.getLong("wish"), r.getInt("attempts"), wish(r));
    }

    private static Wish wish(ResultSet r) throws SQLException {
        var person = r.getString("person");
        var structure = r.getString("structure");
        return new Wish(
                MailAddress.parse(r.getString("display")),
                MailboxType.valueOf(r.getString("type")),
                person == null
                        ? null
                        : new Wish.Person(person, r.getString("civility"), r.getString("family"), r.getString("given")),
                structure == null ? null : new Wish.Structure(structure, r.getString("name")),
                r.getBoolean("present"),
                r.getBoolean("unlisted"),
                r.getObject("rank", Integer.class),
                r.getString("description"),
                r.getString("service"),
                r.getString("responsible"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
