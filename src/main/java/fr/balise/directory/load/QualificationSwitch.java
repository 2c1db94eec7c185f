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
                  union all select person_id from directory.qualification
                             where id in (select id from absent where entity = 'qualification')) q
                 where person_id not in (select id from fresh_person)""", day);
        applying.run(
                "delete from directory.qualification where id in (select id from absent where entity = 'qualification')",
                day);
        applying.run("""
                insert into directory.qualification (id, person_id, kind, profession, type, code)
                select id, person_id, kind, profession, type, code from fresh_qualification""", day);
    }
}
