package fr.balise.mailstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/** The folders in which mail lies. */
final class MailHomes {
    private MailHomes() {}

    /** Deletes a home and all in it; follows no link. What is already gone stays gone. */
    static void delete(Path home) {
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) return;
        try (var below = Files.walk(home)) {
            for (var path : below.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
