package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a restore leaves in the data folder while it works. One of them counts: {@code restore.unfinished} stands from before the first
 * thing is exchanged until the last one is, and whatever stands beside it is of two moments.
 */
public record RestoreTraces(Path data) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_MARK = 4096;

    /**
     * @param backup when the backup was made
     * @param token the same in the mark that an external database bears
     * @param aside what the names of things set aside end in: the same for every attempt
     * @param found what stood in the folder before the first attempt, by name
     */
    public record Begun(Instant backup, String token, String aside, List<String> found) {
        public Begun {
            found = List.copyOf(found);
        }
    }

    /** The backup, where the unprivileged user can read it. */
    public Path copy() {
        return data.resolve("restore.zip");
    }

    /** Where files are unpacked before any is exchanged. */
    public Path staging() {
        return data.resolve("restore.fresh");
    }

    private Path mark() {
        return data.resolve("restore.unfinished");
    }

    private Path lock() {
        return data.resolve("restore.lock");
    }

    public boolean unfinished() {
        return Files.exists(mark(), LinkOption.NOFOLLOW_LINKS);
    }

    /** The mark; empty where none stands, or none that can be read. Root reads in a folder of another user: no link, and never much. */
    public Optional<Begun> begun() throws IOException {
        if (!Files.isRegularFile(mark(), LinkOption.NOFOLLOW_LINKS) || Files.size(mark()) > LARGEST_MARK)
            return Optional.empty();
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(mark()), Begun.class));
        } catch (JacksonException other) {
            return Optional.empty();
        }
    }

    /** On the disk when this returns. */
    public void begin(Begun begun) throws IOException {
        var fresh = data.resolve("restore.unfinished.new");
        Files.write(fresh, JSON.writeValueAsBytes(begun));
        settle(fresh);
        Files.move(fresh, mark(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        settle(data);
    }

    public void end() throws IOException {
        Files.deleteIfExists(mark());
        settle(data);
    }

    private static void settle(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** @throws Failure while what stands in the folder is a mixture */
    public void refuse() throws IOException {
        if (unfinished()) throw new Failure(sentence());
    }

    /** What a person must know and do. */
    public String sentence() throws IOException {
        return "a restore" + begun().map(b -> " of the backup of " + b.backup()).orElse("") + " was cut off, and what "
                + data + " holds is of two moments. Give it again: ./balise restore FILE; it ends what was begun.";
    }

    /**
     * Held by the program that restores, so that there is one at a time even when the command that called it is gone.
     *
     * @throws Failure when another one is at work
     */
    public FileChannel alone() throws IOException {
        var channel = FileChannel.open(lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException here) {
            // told below
        }
        channel.close();
        throw atWork();
    }

    /** Asked from outside, by root as well: nothing is written. @throws Failure when a restore is at work */
    public void refuseWhileAtWork() throws IOException {
        try (var channel = FileChannel.open(lock(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var shared = channel.tryLock(0, Long.MAX_VALUE, true);
            if (shared == null) throw atWork();
        } catch (NoSuchFileException never) {
            // no restore was ever given here
        } catch (OverlappingFileLockException here) {
            throw atWork();
        }
    }

    private static Failure atWork() {
        return new Failure("a restore is still at work here; wait until it has ended.");
    }
}
