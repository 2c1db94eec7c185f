package fr.balise.directory.load;

import java.util.HashSet;
import java.util.Set;

/**
 * How the rows of a file end, that is what stands behind their last separator: nothing, or one of few words. A last line that
 * has no end and no ending of another row was cut inside its last cell. Only for files that may be written by hand, so that
 * what is remembered is small; larger ones are refused without their last end anyway.
 */
final class LastCells {
    private static final byte SEPARATOR = '|';

    private final Hashes hashes;
    private final Set<Long> seen = new HashSet<>();

    LastCells(Hashes hashes) {
        this.hashes = hashes;
    }

    void see(Lines line) {
        seen.add(ending(line));
    }

    /** False where there is no other row to tell it from. */
    boolean isNew(Lines line) {
        return !seen.isEmpty() && !seen.contains(ending(line));
    }

    private long ending(Lines line) {
        int from = line.to();
        while (from > line.from() && line.bytes()[from - 1] != SEPARATOR) from--;
        return hashes.of(line.bytes(), from, line.to());
    }
}
