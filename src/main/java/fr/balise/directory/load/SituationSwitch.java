package fr.balise.directory.load;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Situations have no number in the files. What looks like an end and a beginning may be one situation that changed: it is told
 * by person, structure, profession and mode; else without the mode; else, where one left and one came, by person and structure.
 */
final class SituationSwitch {
    private static final List<String> PASSES =
            List.of("person_id, place, profession, mode", "person_id, place, profession", "person_id, place");

    private final JdbcClient jdbc;
    private final Applying applying;
    private final LocalDate day;

    SituationSwitch(JdbcClient jdbc, Applying applying, LocalDate day) {
        this.jdbc = jdbc;
        this.applying = applying;
        this.day = day;
    }

    /** Finds staged situations that are held ones changed. Returns how many of those would otherwise count as removed. */
    long pair() {
        jdbc.sql("""
                create temp table loose on commit drop as
                select s.id, s.person_id, coalesce(s.structure_id, 0) place, coalesce(s.profession, '') profession,
                       coalesce(s.mode, '') mode, s.source
                  from directory.situation s
                 where s.id in (select id from absent where entity = 'situation'
                                union all
                                select m.id from fresh_situation f
                                  join directory.situation m on m.person_id = f.person_id and m.structure_id = f.structure_id
                                 where m.source = 'mailbox')""").update();
        jdbc.sql("analyze loose").update();
        for (var keys : PASSES) pair(keys, keys.equals(PASSES.getLast()));
        long moved = jdbc.sql("select count(*) from pair join loose on id = held where source = 'activity'")
                .query(Long.class)
                .single();
        takePairs();
        return moved;
    }

    private void pair(String keys, boolean last) {
        jdbc.sql("""
                with f as (
                  select id, %1$s, row_number() over w n, count(*) over (partition by %1$s) c
                    from (select id, person_id, coalesce(structure_id, 0) place, coalesce(profession, '') profession,
                                 coalesce(mode, '') mode from fresh_situation) x
                   where id not in (select fresh from pair) window w as (partition by %1$s order by id)),
                h as (
                  select id, source, %1$s, row_number() over w n, count(*) over (partition by %1$s) c
                    from loose where id not in (select held from pair) window w as (partition by %1$s order by source, id))
                insert into pair select f.id, h.id from f join h using (%1$s, n) where %2$s""".formatted(keys, last ? "h.c = 1 and (f.c = 1 or h.source = 'mailbox')" : "true"))
                .update();
    }

    private void takePairs() {
        jdbc.sql("update fresh_situation f set id = p.held from pair p where p.fresh = f.id")
                .update();
        jdbc.sql("insert into changed_situation select f.* from fresh_situation f join pair p on p.held = f.id")
                .update();
        jdbc.sql("delete from fresh_situation where id in (select held from pair)")
                .update();
        jdbc.sql("delete from absent where entity = 'situation' and id in (select held from pair)")
                .update();
        jdbc.sql("insert into back select 'situation', s.id from directory.situation s join pair on held = s.id"
                        + " where s.gone_since is not null")
                .update();
    }

    void apply() {
        applying.appear("situation", day);
        applying.change("situation", day);
        applying.leave("situation", "select id from absent where entity = 'situation'", day);
        applying.reappear("situation", "select id from back where entity = 'situation'", day);
        follow();
    }

    /** Mailboxes of somebody at a place find the situation that is there now, unless theirs still is. */
    private void follow() {
        applying.run("""
                with a as (
                  select a.id, a.situation_id from directory.attachment a
                    left join directory.situation s on s.id = a.situation_id
                   where a.source = 'national' and (s.id is null or s.gone_since is not null)
                     and (a.person_id, a.structure_id) in (
                       select person_id, structure_id from fresh_situation
                       union select s.person_id, s.structure_id from directory.situation s join back b on b.entity = 'situation' and b.id = s.id)),
                found as (
                  select a.id, max(s.id) situation from a join directory.attachment x on x.id = a.id
                    join directory.situation s on s.person_id = x.person_id and s.structure_id = x.structure_id and s.gone_since is null
                   group by a.id having count(*) = 1),
                moved as (
                  update directory.attachment x set situation_id = found.situation, updated_at = :now
                    from found where found.id = x.id and x.situation_id is distinct from found.situation returning x.id)
                insert into directory.history (load_id, on_date, entity, entity_id, what)
                select :load, :day, 'attachment', id, 'changed' from moved""", day);
    }
}
