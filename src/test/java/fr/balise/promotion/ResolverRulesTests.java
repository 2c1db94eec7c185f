package fr.balise.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.promotion.ResolverRules.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The table of docs/promotion.md: places 1 and 2 of one person. */
@NullUnmarked
class ResolverRulesTests {
    private static final long PERSON = 7;
    private static final List<Where> ONE = List.of(new Where(1, 100L));
    private static final List<Where> BOTH = List.of(new Where(1, 100L), new Where(2, 200L));

    @Test
    void theOnlyAddressOfAPlaceIsAnswered() {
        assertPick(List.of(at("a", 1L, null)), List.of(), "a", Because.ONLY_ONE);
    }

    @Test
    void theOnlyAddressOfThePersonServesAPlaceWithoutOne() {
        assertPick(List.of(at("a", null, null)), List.of(), "a", Because.ONLY_FOR_PERSON);
    }

    @Test
    void anAddressOfThePlaceGoesBeforeOneOfThePerson() {
        assertPick(List.of(at("person", null, 1), at("place", 1L, null)), List.of(), "place", Because.ONLY_ONE);
    }

    @Test
    void amongSeveralTheFirstOfTheDirectoryIsAnswered() {
        assertPick(List.of(at("a", 1L, null), at("b", 1L, 1)), List.of(), "b", Because.RANKED);
        assertPick(List.of(at("a", 1L, 2), at("b", 1L, 1)), List.of(), "b", Because.RANKED);
    }

    @Test
    void amongSeveralWithoutAnOrderNothingIsSure() {
        var pick = assertPick(List.of(at("a", 1L, null), at("b", 1L, null)), List.of(), "a", Because.SEVERAL);
        assertThat(pick.because().sure()).isFalse();
        assertThat(pick.alternatives()).containsExactly(mail("b"));
        assertPick(List.of(at("a", 1L, 1), at("b", 1L, 1)), List.of(), "a", Because.SEVERAL);
    }

    @Test
    void theHoldersChoiceGoesBeforeTheDirectorysOrder() {
        assertPick(List.of(at("a", 1L, 1), at("b", 1L, null)), List.of(decided(1L, null, "b")), "b", Because.CHOSEN);
    }

    @Test
    void aChoiceForAllPlacesServesWhereNoOtherWasMade() {
        assertPick(List.of(at("a", 1L, 1), at("b", 2L, null)), List.of(decided(null, null, "b")), "b", Because.CHOSEN);
        assertPick(
                List.of(at("a", 1L, 1), at("b", 2L, null)),
                List.of(decided(null, null, "b"), decided(1L, null, "a")),
                "a",
                Because.CHOSEN);
    }

    @Test
    void anExceptionGoesBeforeTheChoiceForItsKindOfDocumentAlone() {
        var choices = List.of(decided(1L, null, "a"), decided(1L, DocumentKind.LABORATORY, "b"));
        var listed = List.of(at("a", 1L, null), at("b", 1L, null));
        assertThat(pick(listed, choices, DocumentKind.LABORATORY)).hasValueSatisfying(pick -> {
            assertThat(pick.address()).isEqualTo(mail("b"));
            assertThat(pick.because()).isEqualTo(Because.EXCEPTION);
        });
        assertThat(pick(listed, choices, DocumentKind.IMAGING).orElseThrow().address())
                .isEqualTo(mail("a"));
        assertThat(pick(listed, choices, null).orElseThrow().address()).isEqualTo(mail("a"));
    }

    @Test
    void aChoiceThatIsNotPublicAnyMoreIsPassedOver() {
        assertPick(List.of(at("a", 1L, null)), List.of(decided(1L, null, "gone")), "a", Because.ONLY_ONE);
    }

    @Test
    void theAddressIsAnsweredAsTheDirectorySpellsIt() {
        var listed = List.of(new Listed(1, MailAddress.parse("Anne.Martin@a.mssante.fr"), 100L, 1L, null));
        var choice = new Preference(
                new Spot(PERSON, 1L, null),
                MailAddress.parse("anne.martin@a.mssante.fr"),
                Instant.EPOCH,
                "",
                List.of());
        assertThat(ResolverRules.pick(listed, ONE, List.of(choice), null)
                        .orElseThrow()
                        .address()
                        .toString())
                .isEqualTo("Anne.Martin@a.mssante.fr");
    }

    @Test
    void atSeveralPlacesThatAgreeTheAnswerIsSure() {
        var listed = List.of(at("a", null, null));
        var pick = ResolverRules.pick(listed, BOTH, List.of(), null).orElseThrow();
        assertThat(pick.because()).isEqualTo(Because.ONLY_FOR_PERSON);
    }

    @Test
    void atSeveralPlacesThatDisagreeThePlaceMustBeNamed() {
        var listed = List.of(at("a", 1L, null), at("b", 2L, null));
        var pick = ResolverRules.pick(listed, BOTH, List.of(), null).orElseThrow();
        assertThat(pick.because()).isEqualTo(Because.SEVERAL_PLACES);
        assertThat(pick.because().sure()).isFalse();
    }

    @Test
    void withoutAPublicAddressThereIsNoAnswer() {
        assertThat(pick(List.of(), List.of(decided(1L, null, "a")), null)).isEmpty();
    }

    @Test
    void aRowThatDoesNotTellItsSituationBelongsToItsStructureAlone() {
        var there = new Listed(1, mail("a"), 100L, null, null);
        assertPick(List.of(there), List.of(), "a", Because.ONLY_ONE);
        var other = new Listed(1, mail("a"), 200L, null, null);
        var pick = assertPick(List.of(other), List.of(), "a", Because.OTHER_PLACE);
        assertThat(pick.because().sure()).isFalse();
        assertPick(List.of(other, at("b", null, null)), List.of(), "b", Because.ONLY_FOR_PERSON);
    }

    @Test
    void whatIsPublicAtAnotherPlaceAloneIsToldWithoutBeingSure() {
        var pick = assertPick(List.of(at("b", 2L, null)), List.of(), "b", Because.OTHER_PLACE);
        assertThat(pick.because().sure()).isFalse();
    }

    @Test
    void whateverWasDecidedOnlyAPublicAddressIsAnswered() {
        var random = new SplittableRandom(20261127);
        for (int round = 0; round < 5_000; round++) {
            var listed = new ArrayList<Listed>();
            for (int i = random.nextInt(5); i > 0; i--)
                listed.add(
                        at("m" + random.nextInt(6), place(random), random.nextBoolean() ? null : random.nextInt(1, 4)));
            var choices = new ArrayList<Preference>();
            for (int i = random.nextInt(5); i > 0; i--)
                choices.add(decided(place(random), kind(random), "m" + random.nextInt(6)));
            var places = random.nextBoolean() ? ONE : BOTH;
            var pick = ResolverRules.pick(listed, places, choices, kind(random));
            pick.ifPresent(one -> {
                assertThat(listed)
                        .extracting(Listed::address)
                        .contains(one.address())
                        .containsAll(one.alternatives());
                assertThat(one.alternatives()).doesNotContain(one.address());
            });
        }
    }

    private static Long place(SplittableRandom random) {
        int place = random.nextInt(3);
        return place == 0 ? null : (long) place;
    }

    private static DocumentKind kind(SplittableRandom random) {
        return random.nextBoolean() ? null : DocumentKind.values()[random.nextInt(2)];
    }

    private static ResolverRules.Pick assertPick(
            List<Listed> listed, List<Preference> choices, String local, Because because) {
        var pick = pick(listed, choices, null).orElseThrow();
        assertThat(pick.address()).isEqualTo(mail(local));
        assertThat(pick.because()).isEqualTo(because);
        return pick;
    }

    private static Optional<ResolverRules.Pick> pick(
            List<Listed> listed, List<Preference> choices, DocumentKind document) {
        return ResolverRules.pick(listed, ONE, choices, document);
    }

    private static Listed at(String local, Long situation, Integer rank) {
        return new Listed(local.hashCode(), mail(local), situation == null ? null : 100 * situation, situation, rank);
    }

    private static Preference decided(Long situation, DocumentKind document, String local) {
        return new Preference(new Spot(PERSON, situation, document), mail(local), Instant.EPOCH, "", List.of());
    }

    private static MailAddress mail(String local) {
        return MailAddress.parse(local + "@a.mssante.fr");
    }
}
