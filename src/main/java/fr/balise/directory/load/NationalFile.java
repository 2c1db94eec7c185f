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
 */
record NationalFile(String name, @Nullable LocalDate asOf, long size, Opening opening) {
    private static final Pattern DAY = Pattern.compile("(?<!\\d)(20\\d{2})(\\d{2})(\\d{2})(?:\\d{4})?(?!\\d)");

    /** Opens the stream from the beginning, as often as it is asked. */
    interface Opening {
        InputStream open() throws IOException;
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
