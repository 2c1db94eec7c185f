package fr.balise.promotion;

import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place of a person, with what is proposed, decided and seen there.
 *
 * @param situation null for all places of somebody without any
 * @param decided by the holder; null while nothing is
 * @param prepared by a delegate since; null when nothing waits
 * @param exceptions kinds of documents that go elsewhere
 * @param now the public addresses that colleagues see there, in their order
 * @param preferredNow whether the first of them is told to be the preferred one
 */
public record ChoiceRow(
        Spot spot,
        @Nullable Situation situation,
        Advice.Advised advised,
        @Nullable Preference decided,
        @Nullable Preference prepared,
        Map<DocumentKind, Preference> exceptions,
        List<MailAddress> now,
        boolean preferredNow) {

    /** In forms: the id of the situation, or {@code tous}. */
    public String key() {
        return spot.situation() == null ? "tous" : spot.situation().toString();
    }
}
