package fr.balise.mailbox;

import fr.balise.directory.Listing;
import fr.balise.directory.Presence;
import fr.balise.mailbox.Box.Publication;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the directory says of an address, as far as this person may know. */
final class Publications {
    private Publications() {}

    /**
     * @param own rows of this person, or of a structure that the person manages
     * @param all rows of the address: asked only for addresses declared by hand, and only for what is public
     * @param beginning date of the first file ever loaded
     */
    static Publication of(List<Listing> own, List<Listing> all, @Nullable LocalDate beginning) {
        if (own.isEmpty())
            return all.stream().anyMatch(Publications::isPublic)
                    ? since(all, beginning)
                    : new Publication.NeverListed();
        if (own.stream().anyMatch(Publications::isPublic)) return since(own, beginning);
        if (own.stream().anyMatch(listing -> listing.presence().present())) return new Publication.Unlisted();
        return new Publication.Disappeared(own.stream()
                .map(listing -> Objects.requireNonNull(listing.presence().goneSince()))
                .max(LocalDate::compareTo)
                .orElseThrow());
    }

    /**
     * Since when the public finds the mailbox on one of these rows without a break: it may have gone from one place to the next, the second
     * appearing in the very file that no longer had the first.
     */
    static LocalDate start(List<Listing> rows) {
        var since = rows.stream()
                .filter(Publications::isPublic)
                .map(row -> row.presence().firstSeen())
                .min(LocalDate::compareTo)
                .orElseThrow();
        for (var before = before(since, rows); before.isPresent(); before = before(since, rows)) since = before.get();
        return since;
    }

    /** The beginning of a row that was listed until that day or longer. */
    private static Optional<LocalDate> before(LocalDate since, List<Listing> rows) {
        return rows.stream()
                .filter(row -> !row.unlisted())
                .map(Listing::presence)
                .filter(there -> there.firstSeen().isBefore(since)
                        && there.goneSince() != null
                        && !there.goneSince().isBefore(since))
                .map(Presence::firstSeen)
                .min(LocalDate::compareTo);
    }

    static boolean isPublic(Listing listing) {
        return listing.presence().present() && !listing.unlisted();
    }

    private static Publication since(List<Listing> rows, @Nullable LocalDate beginning) {
        var since = start(rows);
        return new Publication.Published(since, beginning != null && !since.isAfter(beginning));
    }
}
