package fr.balise.directory.load;

import static fr.balise.directory.load.Column.FAMILY;
import static fr.balise.directory.load.Column.PERMIT;
import static fr.balise.directory.load.Column.PERMIT_TYPE;
import static fr.balise.directory.load.Column.SKILL_TYPE;

import org.jspecify.annotations.Nullable;

/** Takes the rows of the skill and the diploma file: what a person may say to be, wherever that person practises. */
final class QualificationRows implements Rows {
    private final Kind kind;
    private final People people;
    private final Qualifications qualifications;

    QualificationRows(Kind kind, Entities all) {
        this.kind = kind;
        people = all.people();
        qualifications = all.qualifications();
    }

    @Override
    public @Nullable Fault take(Row row, Outcome outcome) {
        var fault = people.readId(row);
        if (fault != null) return fault;
        if (!row.has(FAMILY)) return Fault.NO_NAME;
        boolean skill = kind == Kind.SKILL && row.has(Column.SKILL);
        boolean diploma = kind == Kind.DIPLOMA && row.has(Column.DIPLOMA);
        boolean permit = kind == Kind.DIPLOMA && row.has(PERMIT);
        if (!skill && !diploma && !permit) return Fault.NO_CODE;
        long person = people.known().id(people.see(row, kind, outcome));
        if (skill) qualifications.see(row, person, "skill", SKILL_TYPE, Column.SKILL, outcome);
        if (diploma) qualifications.see(row, person, "diploma", Column.DIPLOMA_TYPE, Column.DIPLOMA, outcome);
        if (permit) qualifications.see(row, person, "authorisation", PERMIT_TYPE, PERMIT, outcome);
        if (people.keyFails()) outcome.warn();
        return null;
    }
}
