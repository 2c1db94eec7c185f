package fr.balise.directory.load;

import java.io.IOException;
import java.util.function.IntConsumer;

/** Reads one national file to its end, row by row. */
final class FileReading {
    /** So many rejected rows are bad rows; beyond that, if they are also a tenth of all, it is a bad file. */
    private static final int BAD_ROWS = 200;

    private static final int ROWS_PER_TELLING = 20_000;

    /** Of rows that did not change: a code that was given another name is heard of all the same. */
    private static final int ROWS_PER_LABEL = 61;

    private static final int TENTH = 10;

    private final NationalFile file;
    private final Heading heading;
    private final Hashes hashes;
    private final Tally tally;
    private final Rejects rejects;

    FileReading(NationalFile file, Heading heading, Hashes hashes, Tally tally, Rejects rejects) {
        this.file = file;
        this.heading = heading;
        this.hashes = hashes;
        this.tally = tally;
        this.rejects = rejects;
    }

    /** The kind and columns of a file, from its first line. */
    static Heading heading(NationalFile file) throws IOException {
        try (var in = file.open()) {
            var lines = new Lines(in);
            if (!lines.next()) throw new Refused("empty", file.name());
            if (lines.overlong()) throw new Refused("no-heading", file.name());
            return Heading.read(file.name(), lines.bytes(), lines.from(), lines.to());
        }
    }

    void read(Rows rows, Labels labels, IntConsumer percent) throws IOException {
        try (var in = file.open()) {
            var lines = new Lines(in);
            lines.next();
            var row = new Row(heading, hashes);
            var outcome = new Outcome();
            var lastCells = new LastCells(hashes);
            while (lines.next()) {
                if (file.maybeByHand()) tellCut(lines, lastCells);
                one(lines, row, rows, labels, outcome);
                if (tally.rows % ROWS_PER_TELLING == 0) percent.accept(lines.percent(file.size()));
            }
            rows.end();
        }
        if (tally.accepted == 0) throw new Refused(tally.rows == 0 ? "no-rows" : "all-rejected", file.name());
        if (tally.rejected > BAD_ROWS && tally.rejected * TENTH > tally.rows)
            throw new Refused("many-rejected", file.name(), tally.rejected, tally.rows);
    }

    private void tellCut(Lines lines, LastCells lastCells) {
        if (lines.terminated()) lastCells.see(lines);
        else if (lastCells.isNew(lines)) throw new Refused("cut-last", file.name());
    }

    private void one(Lines lines, Row row, Rows rows, Labels labels, Outcome outcome) {
        if (!lines.overlong() && !Utf8.holds(lines.bytes(), lines.from(), lines.to()))
            throw new Refused("not-utf8", file.name(), lines.number());
        var fault = row.cut(lines);
        if (!lines.terminated() && (fault == Fault.SHORT || file.isCutWithoutEnd()))
            throw new Refused("truncated", file.name());
        if (fault == null && row.isHeading()) return; // files pasted together repeat it
        tally.rows++;
        outcome.clear();
        if (fault == null) fault = rows.take(row, outcome);
        if (fault == null) {
            if (outcome.differs() || tally.rows % ROWS_PER_LABEL == 0) labels.read(row);
            tally.count(outcome);
        } else {
            tally.rejected++;
            rejects.add(lines.number(), fault);
        }
    }
}
