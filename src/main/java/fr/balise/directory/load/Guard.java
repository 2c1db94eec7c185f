package fr.balise.directory.load;

import org.jspecify.annotations.Nullable;

/** Stops a load that would take away or change more than a normal night does. Pure. */
final class Guard {
    private static final int HUNDRED = 100;

    private Guard() {}

    /** What to say to the person who must decide; null when nobody must. The first file of a kind always passes. */
    static @Nullable Sentence check(String file, Tally tally, LoadSettings settings) {
        long lost = tally.removed + tally.changed;
        if (tally.held == 0 || lost <= settings.guardRows() && 2 * lost <= tally.held) return null;
        if (lost * HUNDRED <= tally.held * settings.guardPercent()) return null;
        return Sentence.of("held", file, tally.removed, tally.changed, tally.held, settings.guardPercent());
    }
}
