package fr.balise.portal.admin;

import fr.balise.portal.supervisor.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Files handed over by the command line, kept until the import that they are for has ended. */
@Component
class Incoming {
    /** Names of published files hold nothing else; a name is never a path. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()-]{0,150}");

    private final Path folder;

    /** What an import that was killed left behind is thrown away. */
    Incoming(@Value("${balise.data}") Path data) throws IOException {
        this.folder = data.toAbsolutePath().resolve("incoming");
        Folders.delete(folder);
    }

    static boolean fits(String name) {
        return NAME.matcher(name).matches() && !name.contains("..");
    }

    void put(UUID batch, String name, InputStream content) throws IOException {
        var place = Files.createDirectories(folder.resolve(batch.toString()));
        // Each in a folder of its own: files of one import may have one name.
        Files.copy(content, Files.createTempDirectory(place, "").resolve(name));
    }

    /** In the order of their names; empty when nothing was handed over. */
    List<Path> files(UUID batch) throws IOException {
        var place = folder.resolve(batch.toString());
        if (!Files.isDirectory(place)) return List.of();
        try (var files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::getFileName).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    void drop(UUID batch) throws IOException {
        Folders.delete(folder.resolve(batch.toString()));
    }
}
