package fr.balise.portal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;

/**
 * The journal of erasures: the one file that a restore never takes back. What the folder knows and what the backup knows are both kept,
 * each line once; Balise erases again at its next start.
 */
final class Erasures {
    /** In the data folder. */
    static final String JOURNAL = "erasures.journal";

    private Erasures() {}

    /** Adds the lines of a backup to those that are there. Whole or not at all. */
    static void add(Path journal, InputStream backup) throws IOException {
        var lines = new LinkedHashSet<String>();
        if (Files.exists(journal)) lines.addAll(Files.readAllLines(journal));
        new String(backup.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(lines::add);
        lines.remove("");
        var fresh = Files.createTempFile(
                journal.getParent(),
                "." + JOURNAL,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, lines);
        Files.move(fresh, journal, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
