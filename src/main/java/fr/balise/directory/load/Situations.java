package fr.balise.directory.load;

import static fr.balise.directory.load.Column.*;

import java.util.List;

/**
 * The practice situations that the files of a load name. The files give them no number: a situation is told by person,
 * structure, profession, mode, role and kind of activity; skills are attributes of it.
 */
final class Situations implements Attachments.Meant {
    private static final int STAGED = 1;
    private static final Column[] TOLD = {PROFESSION, CATEGORY, MODE, ROLE, GENRE, SECTOR, SECTION, AUTHORITY};

    private final Round round;
    private final Known known;
    private final Places places;
    private final Ids ids;

    Situations(Round round, Known known, Places places, Ids ids) {
        this.round = round;
        this.known = known;
        this.places = places;
        this.ids = ids;
    }

    Known known() {
        return known;
    }

    /** The key of codes, each empty where there is none. */
    static long key(Hashes hashes, long person, long structure, long codes) {
        return hashes.mix(person, structure, codes);
    }

    static long codes(Row row) {
        return row.hash(PROFESSION, MODE, ROLE, GENRE);
    }

    /** What tells this row's situation from others of the same person at the same structure. */
    long key(Row row, long person, long structure) {
        return key(round.hashes(), person, structure, codes(row));
    }

    /**
     * A situation of the activity file.
     *
     * @param structure id, 0 for none
     * @param skills those to be written
     * @param sum of the hashes of all its skills: in any order they are the same
     * @return whether it is staged
     */
    boolean see(Row row, long person, long structure, List<String> skills, long sum, Outcome outcome) {
        long key = key(row, person, structure);
        int number = known.find(key);
        boolean fresh = number < 0;
        if (fresh) number = known.add(key, ids.next());
        known.see(number, Kind.ACTIVITY.bit);
        if (fresh || known.gone(number)) outcome.add();
        if (round.first() && structure > 0) places.add(person, structure, row.hash(PROFESSION), known.id(number));
        long hash = round.hashes().mix(row.hash(TOLD), sum);
        if (!fresh && known.hash(number) == hash) return false;
        known.hash(number, hash);
        if (!fresh) outcome.touch();
        var to = fresh
                ? round.stage().situations.fresh()
                : round.stage().situations.changed();
        write(to, row, known.id(number), person, structure, skills, "activity", hash);
        known.mark(number, STAGED);
        return true;
    }

    /** The id of the situation with this key if it was staged before, 0 if it is as held, -1 if it was not seen yet. */
    long staged(long key) {
        int number = known.find(key);
        if (number < 0 || known.seen(number) == 0) return -1;
        return (known.marks(number) & STAGED) != 0 ? known.id(number) : 0;
    }

    @Override
    public long of(Row row, long person, long structure) {
        long profession = row.hash(PROFESSION);
        int found = places.find(person, structure, profession);
        if (found != Places.NONE) return found;
        int id = Math.toIntExact(ids.next());
        places.add(person, structure, profession, id);
        write(round.stage().situations.fresh(), row, id, person, structure, Skills.of(row), "mailbox", 0);
        return id;
    }

    private void write(
            CopyTable to,
            Row row,
            long id,
            long person,
            long structure,
            List<String> skills,
            String source,
            long hash) {
        to.begin()
                .bigint(id)
                .bigint(person)
                .reference(structure)
                .text(row, PROFESSION)
                .text(row, CATEGORY)
                .text(row, MODE)
                .text(row, ROLE)
                .text(row, GENRE)
                .text(row, SECTOR)
                .text(row, SECTION)
                .text(row, AUTHORITY)
                .texts(skills)
                .text(source)
                .date(round.day())
                .time(round.now())
                .bigint(hash);
    }
}
