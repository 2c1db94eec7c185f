package fr.balise.directory.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of rejected rows of one file: number of the line and reason, never its content. Made with the first one. */
final class Rejects implements AutoCloseable {
    /** A file with so many is not the right one; the rest would say nothing new. */
    private static final long MOST = 100_000;

    private static final Duration KEPT = Duration.ofDays(400);

    private final Path file;
    private final Sentences sentences;
    private @Nullable BufferedWriter writer;
    private long faults;

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

    /** Reports of long ago. */
    static void forgetOld(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        var limit = Instant.now().minus(KEPT);
        try (var reports = Files.list(folder)) {
            for (var report : reports.toList())
                if (Files.getLastModifiedTime(report).toInstant().isBefore(limit)) Files.deleteIfExists(report);
        }
    }

    void add(long line, Fault fault) {
        try {
            if (++faults > MOST) return;
            if (writer == null) writer = open();
            writer.write(line + "\t" + sentences.fault(fault));
            writer.newLine();
            if (faults == MOST) writer.write("…" + System.lineSeparator());
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
