package fr.balise.directory.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The files of held loads, kept until somebody decides: what is accepted later is compared anew, with what is held then. */
final class HeldFiles {
    private final Path folder;

    HeldFiles(Path data) {
        this.folder = data.resolve("held");
    }

    void keep(long load, List<Path> files) throws IOException {
        var place = folder.resolve(Long.toString(load));
        drop(load);
        for (int i = 0; i < files.size(); i++) {
            // Each in a folder of its own: files of one load may have one name.
            var own = Files.createDirectories(
                    place.resolve(Integer.toString(i)),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // Copies, not links: whoever fetches the next file may write it over the old one.
            Files.copy(files.get(i), own.resolve(files.get(i).getFileName()));
        }
    }

    /** The kept files; empty when they are not on this machine. */
    List<Path> of(long load) throws IOException {
        var place = folder.resolve(Long.toString(load));
        if (!Files.isDirectory(place)) return List.of();
        try (var files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Forgets those that nobody can accept any more. @param waiting loads that still wait */
    void keepOnly(Collection<Long> waiting) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (var places = Files.list(folder)) {
            for (var place : places.toList()) {
                var name = place.getFileName().toString();
                if (name.matches("[0-9]{1,18}") && !waiting.contains(Long.valueOf(name))) drop(Long.parseLong(name));
            }
        }
    }

    void drop(long load) throws IOException {
        var place = folder.resolve(Long.toString(load));
        if (!Files.isDirectory(place)) return;
        try (var files = Files.walk(place)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
