package fr.balise.directory.web;

import fr.balise.directory.Publication.Drift;
import fr.balise.directory.Publication.Request;
import fr.balise.directory.Publication.State;
import fr.balise.directory.Publication.Visibility;
import fr.balise.kernel.Named;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement on the staff's page.
 *
 * @param wish key of what is wished; {@code trouble} of why it was not taken, {@code drift} of how the file differs
 * @param awaited the file could not follow yet
 */
record StatedRow(
        long statement,
        String address,
        String wish,
        int attempts,
        @Nullable String trouble,
        @Nullable String drift,
        boolean awaited,
        @Nullable LocalDate fileOf) {
    private static final Set<String> TROUBLES = Set.of(
            "key-refused",
            "not-allowed",
            "carrier-unknown",
            "carrier-ambiguous",
            "changed-meanwhile",
            "refused",
            "other-type",
            "not-understood",
            "busy",
            "broken",
            "unreachable",
            "unreadable",
            "not-taken",
            "no-file");

    static StatedRow of(State state) {
        var failed = state.request() instanceof Request.Failed f ? f : null;
        return new StatedRow(
                state.statement(),
                state.wanted().address().toString(),
                wish(state),
                failed == null ? 0 : failed.attempts(),
                failed == null ? null : TROUBLES.contains(failed.reason()) ? failed.reason() : "refused",
                state.drift() == null ? null : word(state.drift()),
                state.observed().awaited(),
                state.observed().fileOf());
    }

    private static String wish(State state) {
        if (state.withdrawn()) return "withdrawn";
        return state.wanted().visibility() == Visibility.UNLISTED ? "unlisted" : "published";
    }

    private static String word(Drift drift) {
        return Named.word(drift);
    }
}
