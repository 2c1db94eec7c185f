package fr.balise.promotion;

import fr.balise.directory.Situation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place of a person, with what is proposed, decided and seen there.
 *
 * @param situation null for all places of somebody without any
 * @param decided by the holder; null while nothing is
 * @param prepared by a delegate since; null when nothing waits
 * @param exceptions kinds of documents that go elsewhere
 */
public record ChoiceRow(
        Spot spot,
        @Nullable Situation situation,
        Advice.Advised advised,
        @Nullable Preference decided,
        @Nullable Preference prepared,
        Map<DocumentKind, Preference> exceptions,
        Seen seen) {

    /** In forms: the id of the situation, or {@code tous}. */
    public String key() {
        return spot.situation() == null ? "tous" : spot.situation().toString();
    }

    /** What colleagues see there with what is decided; null while nothing is. */
    public Seen.@Nullable After after() {
        return decided == null ? null : seen.after(decided.address(), advised.lines());
    }
}
