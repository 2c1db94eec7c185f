package fr.balise.directory.load;

import static fr.balise.directory.load.Column.*;

import java.io.IOException;

/** For each situation of an activity file the sum of the hashes of its skills, whatever the order of the rows. */
final class SkillSums {
    private static final Column[] SAME = {
        PERSON_TYPE,
        PERSON_NUMBER,
        PERSON_ID,
        FORMER,
        TECHNICAL,
        FINESS,
        SIRET,
        FINESS_LEGAL,
        SIREN,
        PROFESSION,
        MODE,
        ROLE,
        GENRE
    };

    private final Hashes hashes;
    private final KeyTable table;
    private final OffHeap.Longs sums;

    private SkillSums(OffHeap memory, Hashes hashes, int expected) {
        this.hashes = hashes;
        table = new KeyTable(memory, expected);
        sums = memory.longs(expected);
    }

    static SkillSums read(NationalFile file, Heading heading, Hashes hashes, OffHeap memory) throws IOException {
        var all = new SkillSums(memory, hashes, 1024);
        try (var in = file.open()) {
            var lines = new Lines(in);
            lines.next();
            var row = new Row(heading, hashes);
            while (lines.next()) if (row.cut(lines) == null) all.add(row);
        }
        return all;
    }

    private void add(Row row) {
        int number = table.findOrAdd(row.hash(SAME));
        if (number == sums.length()) sums.grow(Math.toIntExact(number * 3L / 2));
        for (var skill : Skills.of(row)) sums.set(number, sums.get(number) + hashes.of(skill));
    }

    long of(Row row) {
        int number = table.find(row.hash(SAME));
        return number < 0 ? 0 : sums.get(number);
    }
}
