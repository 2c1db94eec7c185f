package fr.balise.mailbox.web;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Place;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.RequestView;
import java.util.List;

/**
 * What a request, or a depublication, takes away, named before it is sent: the places where nobody will find where to write to the person.
 *
 * @param places as one names them; none where another published mailbox remains, and once the request is sent
 */
record Effect(List<String> places) {

    static Effect of(RequestView request, CensusView view) {
        if (request.kind() == RequestView.Kind.CORRECT || !isUnsent(request.state())) return new Effect(List.of());
        return view.box(request.box()).map(box -> of(box, view)).orElseGet(() -> new Effect(List.of()));
    }

    /** Of this mailbox leaving the directory. */
    static Effect of(Box box, CensusView view) {
        if (!box.published()) return new Effect(List.of());
        return new Effect(view.lastPublishedFor(box).stream()
                .map(Place::of)
                .map(place -> place.label().isEmpty() ? place.trade() : place.label())
                .toList());
    }

    private static boolean isUnsent(RequestState state) {
        return switch (state) {
            case RequestState.AwaitingApproval _, RequestState.ToSend _, RequestState.Refused _ -> true;
            case RequestState.Sent _,
                    RequestState.Reminded _,
                    RequestState.Observed _,
                    RequestState.Confirmed _,
                    RequestState.Cancelled _ -> false;
        };
    }

    public boolean named() {
        return !places.isEmpty();
    }

    public String told() {
        return String.join(", ", places);
    }
}
