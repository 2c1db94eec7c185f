package fr.balise.mailbox.diagnosis;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxUse;
import fr.balise.mailbox.CensusView;
import fr.balise.mailbox.Evidence;
import fr.balise.mailbox.Evidence.Confidence;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.NextStep;
import fr.balise.mailbox.Finding.Rule;
import fr.balise.mailbox.Finding.Severity;
import fr.balise.mailbox.RequestView.Kind;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Is each mailbox read [L-I2]? */
final class ReadingRules {
    private ReadingRules() {}

    /** Whoever finds it in the directory believes to be read [L-I4]. */
    static Stream<Finding> notReadYetPublished(CensusView view) {
        return view.boxes().stream()
                .filter(Box::published)
                .filter(box -> box.evidence() instanceof Evidence.DeclaredNotRead)
                .filter(box -> !Asked.isUnderWay(box, Kind.DEPUBLISH, Kind.DELETE))
                .map(box -> Found.about(Rule.NOT_READ_YET_PUBLISHED, box)
                        .restingOn(String.valueOf(box.evidence().date()))
                        .next(
                                Severity.TO_DO,
                                "I4",
                                box.proven()
                                        ? new NextStep.Ask(box.id(), Kind.DEPUBLISH)
                                        : new NextStep.Check(box.id()),
                                2));
    }

    /** Mail comes, and the servers saw nobody open it: told to who may see days, never where records have a gap [L-I2] [L-I4]. */
    static Stream<Finding> nobodyReads(CensusView view) {
        return view.own().stream()
                .filter(Box::published)
                .filter(box -> !(box.evidence() instanceof Evidence.DeclaredNotRead))
                .flatMap(box -> box.use() instanceof BoxUse.ByDay(var activity)
                        ? Unread.of(activity, box.days())
                                .filter(unread -> !confirmedSince(box, unread.since()))
                                .map(unread -> nobodyReads(box, unread))
                                .stream()
                        : Stream.empty());
    }

    private static Finding nobodyReads(Box box, Unread unread) {
        return Found.about(Rule.NOBODY_READS, box)
                .told(unread.messages(), unread.oldest())
                .restingOn(unread.oldest())
                .next(Severity.TO_DO, "I4", Found.contact(Rule.NOBODY_READS), 3, unread.received(), unread.since());
    }

    private static boolean confirmedSince(Box box, LocalDate day) {
        return box.evidence() instanceof Evidence.Confirmed(var on, var _) && !on.isBefore(day);
    }

    /** One finding for all of them: nothing is wrong, it is just not known. */
    static Stream<Finding> noEvidence(CensusView view) {
        var unknown = view.boxes().stream()
                .filter(Box::published)
                .filter(box -> box.evidence().confidence() == Confidence.NONE)
                .toList();
        if (unknown.isEmpty()) return Stream.empty();
        return Stream.of(Found.about(Rule.NO_EVIDENCE, unknown)
                .told(unknown.size())
                .restingOn(unknown.stream().map(Box::id).toList())
                .next(
                        Severity.INFORMATION,
                        "I2",
                        new NextStep.Check(unknown.getFirst().id()),
                        unknown.size()));
    }
}
