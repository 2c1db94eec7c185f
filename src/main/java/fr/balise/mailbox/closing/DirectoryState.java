package fr.balise.mailbox.closing;

import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Request;
import fr.balise.mailbox.Words;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** What the national directory makes of a depublication. Never "dépubliée" before a file shows it. Pure. */
public sealed interface DirectoryState {

    /** Asked for, and no file could show it yet. */
    record Asked() implements DirectoryState {}

    /** This installation cannot write to the national directory: somebody must ask by hand. */
    record ByHand() implements DirectoryState {}

    /** A file shows it. */
    record Seen(LocalDate file) implements DirectoryState {}

    /** A file that is young enough to follow still lists the address. */
    record StillListed(LocalDate file) implements DirectoryState {}

    /** Asked for in vain: somebody must look. */
    record Refused() implements DirectoryState {}

    /** @param stated what Balise states of the address, on each carrier; empty until it was told to the directory */
    static DirectoryState of(List<Publication.State> stated) {
        if (stated.isEmpty()) return new Asked();
        var late = stated.stream().filter(DirectoryState::stillListed).findFirst();
        if (stated.stream().anyMatch(state -> state.request() instanceof Request.Failed)) return new Refused();
        if (late.isPresent())
            return new StillListed(Objects.requireNonNull(late.get().observed().fileOf()));
        if (stated.stream().allMatch(DirectoryState::gone))
            return new Seen(stated.stream()
                    .map(state -> Objects.requireNonNull(state.observed().fileOf()))
                    .min(LocalDate::compareTo)
                    .orElseThrow());
        return stated.stream().anyMatch(state -> state.request() instanceof Request.NotAsked)
                ? new ByHand()
                : new Asked();
    }

    private static boolean stillListed(Publication.State state) {
        var seen = state.observed();
        return seen.fileOf() != null && seen.listed() && !seen.awaited();
    }

    private static boolean gone(Publication.State state) {
        var seen = state.observed();
        return seen.fileOf() != null && !seen.listed() && !seen.awaited();
    }

    default boolean settled() {
        return this instanceof Seen;
    }

    /** "Annuaire national : demandé, pas encore constaté" */
    default Words words() {
        return switch (this) {
            case Asked _ -> Words.of("mailbox.closing.directory.asked");
            case ByHand _ -> Words.of("mailbox.closing.directory.by-hand");
            case Seen(var file) -> Words.of("mailbox.closing.directory.seen", file);
            case StillListed(var file) -> Words.of("mailbox.closing.directory.still", file);
            case Refused _ -> Words.of("mailbox.closing.directory.refused");
        };
    }

    /** "Changement demandé", "Écart constaté" … */
    default Words badge() {
        return Words.of(
                switch (this) {
                    case Asked _ -> "mailbox.closing.listing.asked";
                    case ByHand _ -> "mailbox.closing.listing.by-hand";
                    case Seen _ -> "mailbox.closing.listing.none";
                    case StillListed _, Refused _ -> "mailbox.closing.listing.drift";
                });
    }
}
