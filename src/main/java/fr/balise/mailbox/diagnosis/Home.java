package fr.balise.mailbox.diagnosis;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Evidence;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.HomeSummary;
import fr.balise.mailbox.RequestState;
import fr.balise.mailbox.lifecycle.UseClass;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The home page in figures. Pure. */
final class Home {
    private Home() {}

    /** @param standing findings that were not dismissed, gravest first */
    static HomeSummary of(CensusView view, List<Finding> standing, Period confirmationLife) {
        var points = standing.stream().filter(Finding::counts).toList();
        var shown = points.stream().limit(HomeSummary.SHOWN).toList();
        return new HomeSummary(
                view.own().size(),
                points.size(),
                points.stream().mapToInt(Finding::minutes).sum(),
                shown,
                standing.stream().filter(finding -> !shown.contains(finding)).toList(),
                awaiting(view),
                nextCheck(view, confirmationLife),
                view.age(),
                view.today());
    }

    private static int awaiting(CensusView view) {
        return (int) Stream.concat(view.boxes().stream(), view.hidden().stream())
                .flatMap(box -> box.requests().stream())
                .filter(request -> request.state() instanceof RequestState.AwaitingApproval)
                .distinct()
                .count();
    }

    /** The day on which the first proof ends; where there is none, as if all had been looked at today. */
    private static LocalDate nextCheck(CensusView view, Period confirmationLife) {
        return view.own().stream()
                .map(Box::evidence)
                .flatMap(evidence -> until(evidence, confirmationLife).stream())
                .min(LocalDate::compareTo)
                .orElse(view.today().plus(confirmationLife));
    }

    private static Optional<LocalDate> until(Evidence evidence, Period confirmationLife) {
        return switch (evidence) {
            case Evidence.Confirmed confirmed -> Optional.of(confirmed.until());
            case Evidence.ConfirmedByColleague confirmed -> Optional.of(confirmed.until());
            case Evidence.Connected(var on, var recent)
            when recent -> Optional.of(on.plusDays(UseClass.SHOWS_SOMEBODY_DAYS));
            case Evidence.DeclaredRead read -> Optional.of(read.on().plus(confirmationLife));
            default -> Optional.empty();
        };
    }
}
