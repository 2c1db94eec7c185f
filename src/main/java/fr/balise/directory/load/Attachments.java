package fr.balise.directory.load;

import static fr.balise.directory.load.Column.CATEGORY;
import static fr.balise.directory.load.Column.PAPERLESS;
import static fr.balise.directory.load.Column.PROFESSION;
import static fr.balise.directory.load.Column.SERVICE;
import static fr.balise.directory.load.Column.SKILL;

/** Which address hangs on which carrier, as the national file tells it. */
final class Attachments {
    private final Round round;
    private final Known known;
    private final Ids ids;

    Attachments(Round round, Known known, Ids ids) {
        this.round = round;
        this.known = known;
        this.ids = ids;
    }

    Known known() {
        return known;
    }

    static long key(Hashes hashes, long address, long person, long structure) {
        return hashes.mix(address, person, structure);
    }

    /**
     * Sees that the address is on this carrier.
     *
     * @param person id, 0 for none; likewise structure
     * @param situation finds the situation that a new attachment means; asked only at the first load
     */
    void see(Row row, long address, long person, long structure, Meant situation, Outcome outcome) {
        long key = key(round.hashes(), address, person, structure);
        int number = known.find(key);
        boolean fresh = number < 0;
        if (fresh) number = known.add(key, ids.next());
        boolean again = known.seen(number) != 0;
        known.see(number, Kind.MAILBOX.bit);
        if (again) return;
        if (fresh || known.gone(number)) outcome.add();
        long hash = row.hash(SERVICE, PAPERLESS, PROFESSION, CATEGORY, SKILL);
        if (!fresh && known.hash(number) == hash) return;
        known.hash(number, hash);
        if (!fresh) outcome.touch();
        var to = fresh
                ? round.stage().attachments.fresh()
                : round.stage().attachments.changed();
        to.begin()
                .bigint(known.id(number))
                .bigint(address)
                .reference(person)
                .reference(structure)
                .reference(round.first() && person > 0 && structure > 0 ? situation.of(row, person, structure) : 0)
                .text("national")
                .text(row, SERVICE)
                .flag(paperless(row))
                .date(round.day())
                .time(round.now())
                .bigint(hash);
        if (!round.first()) meant(row, to);
    }

    /** Finds or makes the situation of this person at this structure that the row means; 0 when several could be meant. */
    interface Meant {
        long of(Row row, long person, long structure);
    }

    private static void meant(Row row, CopyTable to) {
        to.text(row, PROFESSION).text(row, CATEGORY).texts(Skills.of(row));
    }

    private static @org.jspecify.annotations.Nullable Boolean paperless(Row row) {
        return switch (row.text(PAPERLESS)) {
            case "O", "Oui", "OUI", "True", "TRUE", "true", "1" -> true;
            case "N", "Non", "NON", "False", "FALSE", "false", "0" -> false;
            default -> null;
        };
    }
}
