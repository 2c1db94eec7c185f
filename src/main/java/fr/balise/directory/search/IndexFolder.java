package fr.balise.directory.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The index folder of this instance: one sub-folder per build, and a file {@code current} that names the one in use. */
final class IndexFolder {
    private static final Pattern BUILD = Pattern.compile("build-[0-9a-f-]{36}");

    private final Path root;
    private final Path pointer;

    IndexFolder(Path root) {
        this.root = root;
        pointer = root.resolve("current");
    }

    /** Null when nothing usable is named. */
    @Nullable
    Path current() {
        try {
            var name = Files.readString(pointer).strip();
            return BUILD.matcher(name).matches() ? root.resolve(name) : null;
        } catch (IOException | java.io.UncheckedIOException e) {
            return null;
        }
    }

    Path fresh() throws IOException {
        return Files.createDirectories(root.resolve("build-" + UUID.randomUUID()));
    }

    /** From now on, also after a crash, {@code build} is the one in use. */
    void use(Path build) throws IOException {
        var next = Files.writeString(
                root.resolve("current.new"), build.getFileName().toString());
        Files.move(next, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what earlier builds left behind. */
    void keepOnly(@Nullable Path build) throws IOException {
        if (!Files.isDirectory(root)) return;
        try (var entries = Files.list(root)) {
            for (var entry : entries.filter(
                            e -> BUILD.matcher(e.getFileName().toString()).matches())
                    .filter(e -> !e.equals(build))
                    .toList()) delete(entry);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
