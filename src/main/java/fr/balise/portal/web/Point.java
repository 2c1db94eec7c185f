package fr.balise.portal.web;

import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Finding;
import fr.balise.mailbox.Finding.NextStep;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding as home shows it, with the way to its next step.
 *
 * @param step {@code purpose check ask remind contact none}
 * @param box the mailbox that the step is about; null for steps without one
 * @param ask kind of request to prepare, for {@code ask}
 * @param request for {@code remind}
 */
record Point(
        Finding finding,
        String step,
        @Nullable BoxId box,
        @Nullable String ask,
        @Nullable UUID request) {

    static Point of(Finding finding) {
        return switch (finding.step()) {
            case NextStep.AskPurpose(var box) -> new Point(finding, "purpose", box, null, null);
            case NextStep.Check(var box) -> new Point(finding, "check", box, null, null);
            case NextStep.Ask(var box, var kind) -> new Point(finding, "ask", box, kind.name(), null);
            case NextStep.Remind(var box, var request) -> new Point(finding, "remind", box, null, request);
            case NextStep.Contact _ -> new Point(finding, "contact", first(finding), null, null);
            case NextStep.Nothing _ -> new Point(finding, "none", first(finding), null, null);
        };
    }

    private static @Nullable BoxId first(Finding finding) {
        return finding.boxes().isEmpty() ? null : finding.boxes().getFirst();
    }

    public String tone() {
        return switch (finding.severity()) {
            case TO_DO -> "alert";
            case TO_CHECK -> "warn";
            case INFORMATION -> "info";
        };
    }

    /** A question is asked, not alarmed about. */
    public String icon() {
        if (finding.question()) return "question";
        return switch (finding.severity()) {
            case TO_DO -> "alert";
            case TO_CHECK -> "check";
            case INFORMATION -> "info";
        };
    }

    /** The help page of the leaflet line, and the line on it. */
    public String why() {
        return HelpPages.address(finding.leaflet());
    }
}
