package fr.balise.directory.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of rejected rows of one file: number of the line and reason, never its content. Made with the first one. */
final class Rejects implements AutoCloseable {
    private final Path file;
    private final Sentences sentences;
    private @Nullable BufferedWriter writer;

    /** @param others reports of the same load */
    Rejects(Path folder, long load, String name, List<Rejects> others, Sentences sentences) {
        var plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        var ending = plain.endsWith(".txt") ? plain : plain + ".txt";
        var free = folder.resolve(load + "-" + ending);
        for (int number = 2; isOf(others, free); number++) free = folder.resolve(load + "-" + number + "-" + ending);
        this.file = free;
        this.sentences = sentences;
    }

    private static boolean isOf(List<Rejects> others, Path file) {
        return others.stream().anyMatch(other -> other.file.equals(file));
    }

    void add(long line, Fault fault) {
        try {
            if (writer == null) writer = open();
            writer.write(line + "\t" + sentences.fault(fault));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedWriter open() throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newBufferedWriter(file);
    }

    /** Null when no row was rejected. */
    @Nullable
    Path file() {
        return writer == null ? null : file;
    }

    @Override
    public void close() {
        try {
            if (writer != null) writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
