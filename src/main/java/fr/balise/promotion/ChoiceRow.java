package fr.balise.promotion;

import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** What a search would show there with that choice: it stands first once colleagues can find it, and changes nothing before. */
    public List<MailAddress> seenWith(Candidate candidate) {
        return seenWith(candidate.address(), candidate.published());
    }

    /** The same with what is decided. */
    public List<MailAddress> seenNow() {
        return decided == null ? now : seenWith(decided.address(), isDecidedSeen());
    }

    /** Whether colleagues can find what is decided. */
    public boolean isDecidedSeen() {
        return decided != null
                && (advised.lines().stream()
                                .map(Advice.Line::candidate)
                                .anyMatch(one -> one.published()
                                        && one.address()
                                                .key()
                                                .equals(decided.address().key()))
                        || now.stream()
                                .anyMatch(one ->
                                        one.key().equals(decided.address().key())));
    }

    private List<MailAddress> seenWith(MailAddress chosen, boolean published) {
        if (!published) return now;
        return Stream.concat(
                        Stream.of(chosen), now.stream().filter(one -> !one.key().equals(chosen.key())))
                .toList();
    }
}
