package fr.balise.mailbox;

import fr.balise.directory.Publication.Drift;
import fr.balise.directory.Publication.Request;
import fr.balise.directory.Publication.State;
import fr.balise.directory.Publication.Visibility;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The national directory does not follow what Balise states of an address.
 *
 * @param kind what is wrong
 * @param wanted day on which it was wanted so
 * @param file date of the newest file, which is younger and says otherwise
 * @param refused the national directory said no: nobody tries again by themselves
 */
public record ListingDrift(Kind kind, LocalDate wanted, LocalDate file, boolean refused) {

    /** In the order of the risk. */
    public enum Kind {
        /** Depublished, and still there. */
        STILL_LISTED,
        /** On the red list, and shown to everybody. */
        SHOWN,
        /** Published, and not there. */
        MISSING,
        /** There, with another department. */
        DIFFERENT
    }

    /** The gravest one; empty when the directory is as wanted, or could not follow yet. */
    static Optional<ListingDrift> of(List<State> stated, PlaceDays days) {
        return stated.stream()
                .filter(state -> state.drift() != null && !state.observed().awaited())
                .map(state -> new ListingDrift(
                        kind(state),
                        days.day(state.wantedAt()),
                        Objects.requireNonNull(state.observed().fileOf()),
                        state.request() instanceof Request.Failed))
                .min(Comparator.comparing((ListingDrift drift) -> drift.kind()).thenComparing(ListingDrift::wanted));
    }

    private static Kind kind(State state) {
        return switch (Objects.requireNonNull(state.drift())) {
            case Drift.STILL_LISTED ->
                state.withdrawn() || state.wanted().visibility() != Visibility.UNLISTED
                        ? Kind.STILL_LISTED
                        : Kind.SHOWN;
            case Drift.MISSING -> Kind.MISSING;
            case Drift.DIFFERENT -> Kind.DIFFERENT;
        };
    }
}
