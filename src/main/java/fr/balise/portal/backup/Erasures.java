package fr.balise.portal.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The journal of erasures: the one file that a restore never takes back. What the folder knows and what the backup knows are both kept,
 * each line once; Balise erases again at its next start.
 */
final class Erasures {
    /** In the data folder. */
    static final String JOURNAL = "erasures.journal";

    private Erasures() {}

    /** Adds the lines that the folder knows to those of the backup, where the files of the backup are staged. */
    static void keep(Path data, Path staging) throws IOException {
        var known = data.resolve(JOURNAL);
        var staged = staging.resolve(JOURNAL);
        var lines = new LinkedHashSet<String>();
        for (var journal : List.of(known, staged)) if (Files.exists(journal)) lines.addAll(Files.readAllLines(journal));
        lines.remove("");
        if (!lines.isEmpty()) Files.write(staged, lines);
    }
}
