package fr.balise.directory.load;

import static fr.balise.directory.load.Column.PROFESSION;

/** Skills, diplomas and authorisations of people. They have no dates in the files and none here: what left is deleted. */
final class Qualifications {
    private final Round round;
    private final Known known;
    private final Ids ids;

    Qualifications(Round round, Known known, Ids ids) {
        this.round = round;
        this.known = known;
        this.ids = ids;
    }

    Known known() {
        return known;
    }

    /** One code is given in several types and to people of several professions: each of these is a row. */
    static long key(Hashes hashes, long person, long kind, long code, long profession, long type) {
        return hashes.mix(hashes.mix(person, kind, code), profession, type);
    }

    void see(Row row, long person, String kind, Column type, Column code, Outcome outcome) {
        long key = key(
                round.hashes(), person, round.hashes().of(kind), row.hash(code), row.hash(PROFESSION), row.hash(type));
        int number = known.find(key);
        boolean fresh = number < 0;
        if (fresh) number = known.add(key, ids.next());
        boolean again = known.seen(number) != 0;
        known.see(number, Kind.SKILL.bit);
        if (again || !fresh) return;
        outcome.add();
        round.stage()
                .qualifications
                .fresh()
                .begin()
                .bigint(known.id(number))
                .bigint(person)
                .text(kind)
                .text(row, PROFESSION)
                .text(row, type)
                .text(row, code);
    }
}
