package fr.balise.directory;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load.
 *
 * @param load id of the load; 0 when it was refused before it had one
 * @param reason for a load that was not applied, a whole sentence that says why and what to do
 * @param seconds from the first byte read to the switch
 */
public record LoadReport(
        long load, State state, List<File> files, @Nullable String reason, double seconds, Instant at) {

    public enum State {
        APPLIED,
        /** Would change too much: waits until a person accepts it. */
        HELD,
        /** A file is broken: nothing of it was kept. */
        REFUSED,
        /** Given up, by a person or because the process died. */
        ABANDONED
    }

    public LoadReport {
        files = List.copyOf(files);
    }

    public boolean applied() {
        return state == State.APPLIED;
    }

    /**
     * @param source name of the file as published
     * @param asOf day that the name of the file gives
     * @param rejects where rejected rows are written with line and reason; null if none was
     */
    public record File(
            String source,
            LocalDate asOf,
            long rows,
            long accepted,
            long rejected,
            long warnings,
            long added,
            long changed,
            long removed,
            @Nullable Path rejects) {}
}
