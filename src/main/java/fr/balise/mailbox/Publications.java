package fr.balise.mailbox;

import fr.balise.directory.Listing;
import fr.balise.mailbox.Box.Publication;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
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

    static boolean isPublic(Listing listing) {
        return listing.presence().present() && !listing.unlisted();
    }

    private static Publication since(List<Listing> rows, @Nullable LocalDate beginning) {
        var since = rows.getFirst().addressPresence().firstSeen();
        return new Publication.Published(since, beginning != null && !since.isAfter(beginning));
    }
}
