package fr.balise.directory.load;

import java.time.LocalDate;

/** Brings the differences of the skill and diploma files in. For the history they are changes of the person. */
final class QualificationSwitch {
    private final Applying applying;
    private final LocalDate day;

    QualificationSwitch(Applying applying, LocalDate day) {
        this.applying = applying;
        this.day = day;
    }

    void apply() {
        applying.trace("person", "changed", """
                select distinct person_id id from (
                  select person_id from fresh_qualification
                  union all select person_id from changed_qualification
                  union all select person_id from directory.qualification
                             where id in (select id from absent where entity = 'qualification')) q
                 where person_id not in (select id from fresh_person)""", day);
        applying.run(
                "delete from directory.qualification where id in (select id from absent where entity = 'qualification')",
                day);
        applying.run("""
                insert into directory.qualification (id, person_id, kind, profession, type, code, row_hash)
                select id, person_id, kind, profession, type, code, row_hash from fresh_qualification""", day);
        applying.run("""
                update directory.qualification q set profession = c.profession, type = c.type, row_hash = c.row_hash
                  from changed_qualification c where c.id = q.id""", day);
    }
}
