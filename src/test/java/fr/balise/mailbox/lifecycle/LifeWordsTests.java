package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.Practice;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.Refusal.Why;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a state, a gate or a refusal says, it says in both languages. */
class LifeWordsTests {

    @Test
    void everySentenceExistsInBothLanguages() {
        var sentences = new ArrayList<Words>();
        Stream.of(Held.active(), Held.depublished(), Held.closing(), Held.erased())
                .forEach(mailbox -> sentences.add(mailbox.state().words()));
        Arrays.stream(Act.values()).map(Act::words).forEach(sentences::add);
        Arrays.stream(Hold.values()).map(Hold::words).forEach(sentences::add);
        gates().map(Gate::words).forEach(sentences::add);
        whys().map(why -> new Refusal(Held.closing().state(), Set.of(Act.TAKE_BACK), why).words())
                .forEach(sentences::add);
        for (var words : sentences)
            for (var language : List.of(Locale.FRANCE, Locale.UK))
                assertThat(Practice.wording().of(words, language))
                        .as("%s in %s", words.key(), language)
                        .isNotBlank()
                        .doesNotContain("{", "}", "null");
    }

    private static Stream<Gate> gates() {
        return complete(
                Gate.class,
                List.of(
                        new Gate.Unknown(),
                        new Gate.UnreadDocuments(1),
                        new Gate.WithoutProof(1),
                        new Gate.StillReceiving(Held.TODAY, 1),
                        new Gate.Early(Held.TODAY),
                        new Gate.NothingRetrieved(),
                        new Gate.SinceRetrieved(Held.TODAY, Held.TODAY)));
    }

    private static Stream<Why> whys() {
        return complete(
                Why.class,
                List.of(
                        new Why.NotNow(),
                        new Why.Gated(List.of(new Gate.UnreadDocuments(3))),
                        new Why.TooSoon(Held.TODAY),
                        new Why.TooLate(Held.TODAY),
                        new Why.Held(Set.of(Hold.LEGAL)),
                        new Why.Suspended(),
                        new Why.ReasonNeeded(),
                        new Why.NothingRetrieved(),
                        new Why.SameAddress(),
                        new Why.ChangedMeanwhile(),
                        new Why.CopyNotAllowed(Transfer.Because.OTHER_CONTROLLER)));
    }

    private static <T> Stream<T> complete(Class<T> type, List<T> samples) {
        assertThat(samples.stream().map(Object::getClass))
                .hasSameElementsAs(Arrays.asList(type.getPermittedSubclasses()).stream()
                        .filter(kind -> !kind.isEnum())
                        .toList());
        return samples.stream();
    }
}
