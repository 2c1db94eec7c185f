package fr.balise.mailbox.diagnosis;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.NextStep;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Finding.Severity;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.RequestView;
import fr.balise.mailbox.RequestView.Act;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.RequestView.Tracking;
import java.util.Set;
import java.util.stream.Stream;

/** What was asked of operators already. */
final class Asked {
    private Asked() {}

    /** Sent, and nobody refused: nothing to do but to wait, or to remind. */
    static boolean isUnderWay(Box box, Kind... kinds) {
        return box.requests().stream()
                .filter(request -> Set.of(kinds).contains(request.kind()))
                .map(RequestView::state)
                .anyMatch(state -> state instanceof RequestState.Sent || state instanceof RequestState.Reminded);
    }

    /** Came true: the mailbox left because the person wanted it to. */
    static boolean cameTrue(Box box) {
        return box.requests().stream()
                .anyMatch(request -> request.kind() != RequestView.Kind.CORRECT
                        && (request.state() instanceof RequestState.Observed
                                || request.state() instanceof RequestState.Confirmed));
    }

    static Stream<Finding> stillPublishedAfterRequest(CensusView view) {
        return view.boxes().stream().flatMap(box -> box.requests().stream().flatMap(request -> due(box, request)));
    }

    private static Stream<Finding> due(Box box, RequestView request) {
        if (!(request.tracking() instanceof Tracking.StillPublishedAfter still)) return Stream.empty();
        var step = request.possible().contains(Act.REMIND)
                ? new NextStep.Remind(box.id(), request.id())
                : new NextStep.Nothing(); // the holder's turn, not the delegate's
        return Stream.of(Found.about(Rule.STILL_PUBLISHED_AFTER_REQUEST, box)
                .part(request.id())
                .told(still.days())
                .restingOn(request.state())
                .next(still.conclusive() ? Severity.TO_DO : Severity.TO_CHECK, "I6", step, 1));
    }
}
