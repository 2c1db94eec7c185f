package fr.balise.mailbox;

import fr.balise.directory.Listing;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.RequestView.Act;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Requests as people see them: brought in line with the directory at each look, so that a lost event does no harm. */
@Component
class RequestViews {
    private final Letters letters;
    private final Days days;

    RequestViews(Letters letters, Days days) {
        this.letters = letters;
        this.days = days;
    }

    /** The mailbox with its requests. @param rows every row of the address */
    Box onto(Box box, List<StoredRequest> stored, List<Listing> rows, Material material) {
        if (stored.isEmpty()) return box;
        return box.asking(stored.stream()
                .map(request -> view(request, box, rows, material))
                .toList());
    }

    private RequestView view(StoredRequest request, Box box, List<Listing> rows, Material material) {
        var seen = seen(request, rows, material);
        var today = box.days().today();
        return new RequestView(
                seen.id(),
                box.id(),
                seen.address(),
                seen.kind(),
                seen.state(),
                Watching.tracking(seen, seen.state(), material.age(), today, days.settings()),
                box.days().day(seen.preparedAt()),
                seen.preparedBy(),
                letters.of(seen, box, material),
                allowed(
                        RequestRules.possible(
                                seen.kind(),
                                seen.state(),
                                today,
                                days.settings().remindAfter()),
                        material.subject()));
    }

    static StoredRequest seen(StoredRequest request, List<Listing> rows, Material material) {
        if (!request.state().open()) return request;
        return Watching.gone(request, rows, material.age())
                .map(file -> request.in(new RequestState.Observed(file)))
                .orElse(request);
    }

    /** A delegate can only take back what waits for approval. */
    private static Set<Act> allowed(Set<Act> possible, Subject subject) {
        if (subject.may(Right.DECIDE)) return possible;
        return possible.stream()
                .filter(act -> act == Act.CANCEL && possible.contains(Act.APPROVE) && subject.may(Right.PREPARE))
                .collect(Collectors.toSet());
    }
}
