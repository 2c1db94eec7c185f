package fr.balise.directory.load;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * One load as its parts see it.
 *
 * @param first nothing is held yet: rows go straight into the directory's tables
 * @param kinds which files this load has; rows of other files stay as they are
 * @param day of the newest file
 */
record Round(boolean first, Set<Kind> kinds, LocalDate day, Instant now, Hashes hashes, Stage stage) {

    /** Whether a file of this load speaks about what that kind of file told before. */
    boolean rereads(int kind) {
        for (var k : kinds) if (k.bit == kind) return true;
        return false;
    }
}
