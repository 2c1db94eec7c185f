package fr.balise.mailstore;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An inbox as Dovecot keeps it, whoever recorded what.
 *
 * @param next above every UID given so far
 * @param modSeq rises with each change
 */
record InboxState(long validity, long next, long modSeq, int unseen) {

    /**
     * The inbox at the last comparison.
     *
     * @param received messages counted by then, on that day
     */
    record Base(InboxState inbox, Instant at, LocalDate day, int received) {}

    /** What a comparison shows. */
    sealed interface Verdict {
        /** All that changed was told, or may have been. */
        record Told() implements Verdict {}

        /** Something changed, and no event told of it. */
        record Untold() implements Verdict {}

        /**
         * More arrived than was counted.
         *
         * @param from UID of the first that may be one of them
         * @param messages how many arrived, those that are gone again among them: each was given a UID
         */
        record Arrived(long from, long messages) implements Verdict {}
    }

    /**
     * Pure. Where a session was told of since, it may have done whatever there is to see; deliveries alone only add.
     *
     * @param base null for the first comparison
     * @param received messages counted since
     * @param session whether anything but deliveries was told since
     */
    Verdict since(@Nullable Base base, int received, boolean session) {
        if (base == null || session) return new Verdict.Told();
        var was = base.inbox();
        if (validity != was.validity()) return new Verdict.Untold();
        if (next - was.next() > received) return new Verdict.Arrived(was.next(), next - was.next());
        var quiet = received == 0 && modSeq > was.modSeq();
        return quiet || unseen < was.unseen() ? new Verdict.Untold() : new Verdict.Told();
    }
}
