package fr.balise.mailbox;

import java.util.List;
import java.util.UUID;

/**
 * One thing that the diagnosis found, in plain words.
 *
 * @param id stable as long as rule and mailboxes are the same; fit for a URL
 * @param facts what it rests on; a dismissal ends when they change
 * @param risk for the patient, 1 the gravest; the order of the screen
 * @param why why it matters, from the leaflet line {@code leaflet} (I3, P1…)
 * @param minutes what the next step takes
 * @param boxes the mailboxes concerned, the first one first
 * @param question asked, not alarmed about
 */
public record Finding(
        String id,
        Rule rule,
        Severity severity,
        int risk,
        Words title,
        Words why,
        String leaflet,
        NextStep step,
        int minutes,
        List<BoxId> boxes,
        boolean question,
        String facts) {

    public Finding {
        boxes = List.copyOf(boxes);
    }

    public enum Severity {
        /** À traiter. */
        TO_DO,
        /** À vérifier. */
        TO_CHECK,
        /** Pour information. */
        INFORMATION;

        public Words words() {
            return Words.of("mailbox.severity." + word(name()));
        }
    }

    public enum Rule {
        SHARED_WITH_ANOTHER,
        SITUATION_LEFT,
        NOT_READ_YET_PUBLISHED,
        NOBODY_READS,
        NO_MAILBOX,
        STILL_PUBLISHED_AFTER_REQUEST,
        STILL_LISTED,
        SHOWN_THOUGH_UNLISTED,
        NAMESAKE_NEARBY,
        UNKNOWN_DOMAIN,
        NOT_LISTED,
        LEFT_DIRECTORY,
        TWO_CARRIERS,
        PURPOSE_UNKNOWN,
        NO_PREFERRED,
        NO_EVIDENCE,
        OPERATOR_UNKNOWN
    }

    /** What to do next, with the button for it. */
    public sealed interface NextStep {

        /** "À quoi sert cette boîte ?" */
        record AskPurpose(BoxId box) implements NextStep {}

        /** "Vérifier que je lis cette boîte" */
        record Check(BoxId box) implements NextStep {}

        /** "Demander la dépublication", "… la suppression", "… la correction" */
        record Ask(BoxId box, RequestView.Kind kind) implements NextStep {}

        /** "Relancer" */
        record Remind(BoxId box, UUID request) implements NextStep {}

        /** Somebody else must act, or be told. @param whom a whole sentence */
        record Contact(Words whom) implements NextStep {}

        record Nothing() implements NextStep {}

        default Words words() {
            return switch (this) {
                case AskPurpose _ -> Words.of("mailbox.finding.step.purpose");
                case Check _ -> Words.of("mailbox.finding.step.check");
                case Ask ask -> ask.kind().button();
                case Remind _ -> Words.of("mailbox.finding.step.remind");
                case Contact contact -> contact.whom();
                case Nothing _ -> Words.of("mailbox.finding.step.none");
            };
        }
    }

    /** À traiter or À vérifier, or a question that waits for its answer: what the home page counts. */
    public boolean counts() {
        return question || severity != Severity.INFORMATION;
    }

    static String word(String constant) {
        return constant.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
