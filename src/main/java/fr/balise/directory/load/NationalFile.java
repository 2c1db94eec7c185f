package fr.balise.directory.load;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file to be read, plain or inside a zip.
 *
 * @param name as published
 * @param asOf day that the name gives; null when it gives none
 * @param size octets, unpacked
 * @param summed a checksum shows whether all of it is there, as in a zip
 */
record NationalFile(String name, @Nullable LocalDate asOf, long size, boolean summed, Opening opening) {
    /** What people write by hand is smaller, and editors leave its last line without an end: see {@link LastCells}. */
    private static final long BY_HAND = 1 << 20;

    private static final Pattern DAY = Pattern.compile("(?<!\\d)(20\\d{2})(\\d{2})(\\d{2})(?:\\d{4})?(?!\\d)");

    /** Opens the stream from the beginning, as often as it is asked. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /** Published lines all end: a last one that does not may be half of a line, even where no cell is missing. */
    boolean isCutWithoutEnd() {
        return !summed && !maybeByHand();
    }

    boolean maybeByHand() {
        return !summed && size <= BY_HAND;
    }

    InputStream open() throws IOException {
        return opening.open();
    }

    static @Nullable LocalDate day(String name) {
        var found = DAY.matcher(name);
        if (!found.find()) return null;
        try {
            return LocalDate.of(
                    Integer.parseInt(found.group(1)),
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3)));
        } catch (DateTimeException notADay) {
            return null;
        }
    }
}
