package fr.balise.directory.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The report of rejected rows of one file: number of the line and reason, never its content. Made with the first one. */
final class Rejects implements AutoCloseable {
    private final Path file;
    private final Sentences sentences;
    private @Nullable BufferedWriter writer;

    Rejects(Path folder, long load, String name, Sentences sentences) {
        var plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        this.file = folder.resolve(load + "-" + (plain.endsWith(".txt") ? plain : plain + ".txt"));
        this.sentences = sentences;
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
