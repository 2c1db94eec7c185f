package fr.balise.portal.supervisor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the supervisor of an instance started: enough for another process to find the parts, or to clear up after a supervisor that died. */
public final class Ledger {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE = "parts.json";

    /** The state of a part that this user may not start. */
    public static final String NEEDS_ROOT = "needs root";

    /** The state of a part that the system runs; whether it answers is asked each time. */
    public static final String SYSTEM = "system";

    private final Path folder;

    public Ledger(Instance instance) {
        this.folder = instance.runFolder();
    }

    /**
     * A process by number and start, since numbers are given out again.
     *
     * @param startedAt milliseconds of the epoch
     */
    public record Mark(long pid, long startedAt) {
        static Mark of(ProcessHandle process) {
            return new Mark(process.pid(), start(process));
        }

        public Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(p -> p.isAlive() && Math.abs(start(p) - startedAt) < 1000);
        }

        private static long start(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    /**
     * @param state {@code starting}, {@code up}, {@code restarting}, {@code failed}, {@code down}, {@link #NEEDS_ROOT},
     *     {@link #SYSTEM}
     * @param process null while none runs
     */
    public record Entry(
            String name,
            String state,
            String address,
            @Nullable Mark process) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Page(String kind, String data, int offset, Mark supervisor, List<Entry> parts) {
        /** Whether the supervisor that wrote this is still there. */
        public boolean supervised() {
            return supervisor.alive().isPresent();
        }
    }

    /** The last page written; empty before the first start and after a clean stop. */
    public Optional<Page> read() {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(folder.resolve(FILE)), Page.class));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }

    void write(Instance instance, List<Entry> parts) throws IOException {
        var page = new Page(
                instance.kind().word(),
                instance.data().toString(),
                instance.offset(),
                Mark.of(ProcessHandle.current()),
                new ArrayList<>(parts));
        Files.createDirectories(folder);
        var fresh = folder.resolve(FILE + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(page));
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void close() throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
