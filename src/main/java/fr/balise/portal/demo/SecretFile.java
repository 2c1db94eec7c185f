package fr.balise.portal.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.databind.json.JsonMapper;

/** A file that its owner alone may read: written beside, then put in place, so that a reader never finds half of it. */
final class SecretFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SecretFile() {}

    static void write(Path folder, String name, Object content) {
        put(folder, name, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }

    static void text(Path folder, String name, String content) {
        put(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }

    static String read(Path folder, String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path folder, String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(
                    folder,
                    ".balise",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content);
            Files.move(
                    fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
