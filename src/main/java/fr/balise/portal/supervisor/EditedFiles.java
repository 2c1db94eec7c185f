package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What an operator wrote into a configuration file by hand is kept beside it when Balise writes the file anew. */
final class EditedFiles {
    private EditedFiles() {}

    static void keep(Path file, String text) throws IOException {
        if (!Files.exists(file) || Files.readString(file).equals(text)) return;
        Files.copy(
                file,
                file.resolveSibling(file.getFileName() + ".before"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }
}
