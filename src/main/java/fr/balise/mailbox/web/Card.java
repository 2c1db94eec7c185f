package fr.balise.mailbox.web;

import fr.balise.directory.Carrier;
import fr.balise.directory.Situation;
import fr.balise.identity.Subject;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxUse;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.CheckState;
import fr.balise.mailbox.Evidence;
import fr.balise.mailbox.Place;
import fr.balise.mailbox.RequestView;
import fr.balise.mailbox.Words;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox on the screen: what is known, and which acts are offered to whom.
 *
 * @param places where it may serve: the person's situations, those of the newest files first
 * @param asked whether "À quoi sert cette boîte ?" waits for an answer
 */
record Card(Box box, List<Place> places, boolean asked, boolean mayDecide, boolean mayPrepare) {

    static Card of(Box box, CensusView view, Subject subject) {
        return new Card(
                box,
                view.situations().stream()
                        .map(Place::of)
                        .sorted((a, b) -> Boolean.compare(a.gone(), b.gone()))
                        .toList(),
                view.groups().stream()
                        .filter(CensusView.Group.ToAskAbout.class::isInstance)
                        .flatMap(group -> group.boxes().stream())
                        .anyMatch(other -> other.id().equals(box.id())),
                subject.may(Subject.Right.DECIDE),
                subject.may(Subject.Right.PREPARE));
    }

    public String key() {
        return box.id().value();
    }

    /** Whether the person says what it is for: the files name no place or several, and it is the person's own. */
    public boolean servesByWord() {
        return !box.hidden() && placesNamed() != 1 && !ofStructure();
    }

    /** Whether the question waits for an answer. */
    public boolean toAsk() {
        return asked || servesByWord() && placesNamed() > 1 && box.purpose() == null;
    }

    private long placesNamed() {
        return present()
                .flatMap(a -> Optional.ofNullable(a.situation()).stream())
                .map(Situation::id)
                .distinct()
                .count();
    }

    public @Nullable Place purpose() {
        var told = box.purpose();
        if (told == null) return null;
        return places.stream()
                .filter(place -> Objects.equals(place.id(), told.situation()))
                .findFirst()
                .orElse(null);
    }

    /** Labels of the places that files attach it to. */
    public List<String> attachedTo() {
        return present()
                .map(a -> Place.label(a.structure()))
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }

    public boolean onPersonAlone() {
        return present().anyMatch(a -> a.listing().carrier() instanceof Carrier.OfPerson);
    }

    public boolean ofStructure() {
        return present().anyMatch(a -> a.listing().carrier() instanceof Carrier.OfStructure);
    }

    public @Nullable String service() {
        return present()
                .map(a -> a.listing().service())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public boolean waiting() {
        return box.check() instanceof CheckState.Waiting;
    }

    public boolean mayCheck() {
        return mayDecide && !box.hidden() && !box.nextCheck().isAfter(box.days().today());
    }

    /**
     * Requests that can be prepared now: the mailbox is theirs, and none of that kind is under way. What is not listed can still be
     * deleted [L-I7]; there is nothing else to ask of it.
     */
    public List<RequestView.Kind> requestable() {
        if (!mayPrepare || box.hidden() || !box.proven()) return List.of();
        return Stream.of(RequestView.Kind.values())
                .filter(kind -> box.published() || kind == RequestView.Kind.DELETE)
                .filter(kind -> box.requests().stream()
                        .noneMatch(r -> r.kind() == kind && r.state().open()))
                .toList();
    }

    /** The latest request, while something may still come of it. */
    public @Nullable RequestView underWay() {
        return box.requests().stream().filter(r -> r.state().open()).findFirst().orElse(null);
    }

    /** Tone of the badge: how sure it is that somebody reads it. */
    public String tone() {
        return switch (box.evidence()) {
            case Evidence.Confirmed _, Evidence.ConfirmedByColleague _, Evidence.DeclaredRead _ -> "ok";
            case Evidence.Connected _, Evidence.ConnectedWithin _ -> lit() ? "ok" : "info";
            case Evidence.DeclaredNotRead _ -> "warn";
            default -> "info";
        };
    }

    /** Its activity by day, for its holder; null where nothing is recorded, or not for whoever looks. */
    public @Nullable ActivityChart chart() {
        return box.use() instanceof BoxUse.ByDay(var activity) ? ActivityChart.of(activity, box.days()) : null;
    }

    /** What somebody who is not the holder may know of its use; null for the holder, and where nothing is recorded. */
    public @Nullable Words used() {
        return box.use() instanceof BoxUse.Coarse(var used) ? used.words() : null;
    }

    public boolean lit() {
        return box.evidence().confidence() == Evidence.Confidence.PROVEN;
    }

    private Stream<Box.Attachment> present() {
        return box.attachments().stream().filter(Box.Attachment::present);
    }
}
