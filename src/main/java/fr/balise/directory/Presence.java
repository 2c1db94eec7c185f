package fr.balise.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Since when something is in the national files, and since when it no longer is.
 *
 * @param firstSeen date of the first file that had it, for an address, or its place on a carrier, that had left and came back that
 *     of its return; for what the first load brought, "at least since"
 * @param goneSince date of the first file without it, null while it is there. Absence is not an end: say "no longer in the
 *     directory since the file of…"
 */
public record Presence(LocalDate firstSeen, @Nullable LocalDate goneSince) {
    public boolean present() {
        return goneSince == null;
    }
}
