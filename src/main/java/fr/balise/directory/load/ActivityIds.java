package fr.balise.directory.load;

import static fr.balise.directory.load.Column.FAMILY;

import org.jspecify.annotations.Nullable;

/** Finds whom and which place a row of the activity file means. */
final class ActivityIds {
    private final People people;
    private final Structures structures;
    private boolean placed;

    ActivityIds(Entities all) {
        people = all.people();
        structures = all.structures();
    }

    @Nullable
    Fault read(Row row) {
        var who = people.readId(row);
        if (who != null) return who;
        if (!row.has(FAMILY)) return Fault.NO_NAME;
        var where = structures.readActivityId(row);
        placed = where == null;
        return where == Fault.NO_STRUCTURE ? null : where;
    }

    /** Its id. */
    long person(Row row, Outcome warnings, Outcome differences) {
        int number = people.see(row, Kind.ACTIVITY, differences);
        if (!people.met() && people.keyFails()) warnings.warn();
        return people.known().id(number);
    }

    /** Whether the file had named that person before. */
    boolean metBefore() {
        return people.met();
    }

    /** Its id, 0 when the activity has no place. */
    long structure(Row row, Outcome warnings, Outcome differences) {
        if (!placed) return 0;
        int number = structures.see(row, Kind.ACTIVITY, differences);
        if (!structures.met() && structures.keyFails()) warnings.warn();
        return structures.known().id(number);
    }
}
