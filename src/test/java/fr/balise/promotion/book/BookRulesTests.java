package fr.balise.promotion.book;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Person;
import fr.balise.directory.Presence;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.promotion.Because;
import fr.balise.promotion.Question;
import fr.balise.promotion.Resolution;
import fr.balise.promotion.Resolution.None;
import fr.balise.promotion.Resolution.Use;
import fr.balise.promotion.Resolution.Why;
import fr.balise.promotion.Worlds;
import fr.balise.promotion.book.BookRules.Needs;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The table of verdicts of docs/promotion.md. */
@NullUnmarked
class BookRulesTests {
    private static final None NOTHING = new None(Why.UNKNOWN_ADDRESS);
    private static final NationalPersonId ANNE = new NationalPersonId("899700000001");
    private static final NationalPersonId OTHER = new NationalPersonId("899700000002");

    @Test
    void theAddressToUseIsUpToDate() {
        judged(entry("a@x.mssante.fr"), use("a", Because.CHOSEN, true), Verdict.UP_TO_DATE, "chosen");
    }

    @Test
    void oneOfSeveralAmongWhichNobodyChoseIsAsGoodAsAnother() {
        judged(entry("b@x.mssante.fr"), use("a", Because.SEVERAL, false, "b"), Verdict.UP_TO_DATE, "several");
    }

    @Test
    void anAddressThatLeadsOnIsObsolete() {
        judged(entry("old@x.mssante.fr"), use("a", Because.REPLACED, false), Verdict.OBSOLETE, "replaced", "a");
    }

    @Test
    void anAddressBesideTheChosenOneIsNotPreferred() {
        judged(entry("b@x.mssante.fr"), use("a", Because.CHOSEN, false, "b"), Verdict.NOT_PREFERRED, "chosen", "a");
        judged(entry("b@x.mssante.fr"), use("a", Because.RANKED, false, "b"), Verdict.NOT_PREFERRED, "ranked", "a");
    }

    @Test
    void anOldAddressThatLeadsToSeveralNeedsAChoice() {
        judged(
                entry("old@x.mssante.fr"),
                use("a", Because.SEVERAL, false, "b"),
                Verdict.AMBIGUOUS,
                "several",
                "a",
                "b");
    }

    @Test
    void anAddressAtAPlaceThatWasLeftIsToBeAskedAbout() {
        judged(entry("a@x.mssante.fr"), use("a", Because.OTHER_PLACE, true, "b"), Verdict.DOUBTFUL, "other-place", "b");
    }

    @Test
    void anUnknownAddressIsReplacedWhereTheNumberIsSure() {
        var entry = entry("old@x.mssante.fr", "", ANNE);
        assertThat(BookRules.needs(entry, NOTHING)).isEqualTo(Needs.NUMBER);
        assertJudged(
                BookRules.judge(entry, NOTHING, use("a", Because.ONLY_ONE, false), List.of()),
                Verdict.OBSOLETE,
                "by-number",
                "a");
        assertJudged(
                BookRules.judge(entry, NOTHING, use("a", Because.SEVERAL_PLACES, false, "b"), List.of()),
                Verdict.AMBIGUOUS,
                "by-number",
                "a",
                "b");
    }

    @Test
    void aCorrespondentWithoutAnAddressGetsTheOneOfTheNumber() {
        assertJudged(
                BookRules.judge(entry("", "", ANNE), null, use("a", Because.ONLY_ONE, false), List.of()),
                Verdict.MISSING,
                "by-number",
                "a");
    }

    @Test
    void bearersOfANameAreNeverTakenWithoutAChoice() {
        var entry = entry("old@x.mssante.fr", "MARTIN Anne", null);
        assertThat(BookRules.needs(entry, NOTHING)).isEqualTo(Needs.NAME);
        assertJudged(
                BookRules.judge(entry, NOTHING, null, List.of(use("a", Because.ONLY_ONE, false))),
                Verdict.AMBIGUOUS,
                "by-name",
                "a");
        assertJudged(
                BookRules.judge(
                        entry,
                        NOTHING,
                        null,
                        List.of(use("a", Because.ONLY_ONE, false), NOTHING, use("b", Because.CHOSEN, false))),
                Verdict.AMBIGUOUS,
                "by-name",
                "a",
                "b");
    }

    @Test
    void aNumberOfSomebodyElseIsNeverPassedOver() {
        var entry = entry("a@x.mssante.fr", "", OTHER);
        var byAddress = use("a", Because.CHOSEN, true);
        assertThat(BookRules.needs(entry, byAddress)).isEqualTo(Needs.NUMBER);
        assertJudged(
                BookRules.judge(entry, byAddress, use("b", Because.CHOSEN, false), List.of()),
                Verdict.AMBIGUOUS,
                "other-person",
                "b");
    }

    @Test
    void anotherNameIsToBeAskedAboutAndAccentsAndOrderAreNot() {
        var byAddress = use("a", Because.CHOSEN, true);
        assertThat(BookRules.needs(entry("a@x.mssante.fr", "Dr Anne Le Goff-Martin", null), byAddress))
                .isEqualTo(Needs.NOTHING);
        assertThat(BookRules.needs(entry("a@x.mssante.fr", "MÄRTIN", null), byAddress))
                .isEqualTo(Needs.NOTHING);
        var entry = entry("a@x.mssante.fr", "Dupont Anne", null);
        assertThat(BookRules.needs(entry, byAddress)).isEqualTo(Needs.NAME);
        assertJudged(BookRules.judge(entry, byAddress, null, List.of()), Verdict.DOUBTFUL, "other-name");
    }

    @Test
    void whereNothingIsKnownNothingIsSaid() {
        judged(entry("x@x.mssante.fr"), NOTHING, Verdict.UNKNOWN, "unknown-address");
    }

    @Test
    void noMoreIsOfferedThanAnybodyCompares() {
        var many = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> use("a" + i, Because.ONLY_ONE, false))
                .toList();
        var judged = BookRules.judge(entry("", "MARTIN Anne", null), null, null, many);
        assertThat(judged.offers()).hasSize(BookRules.MOST_OFFERS);
        assertThat(judged.more()).isTrue();
    }

    /** The batch form tells no more than single questions do. */
    @Property(tries = 200)
    void whateverStandsInABookOnlyPublicAddressesAreOffered(@ForAll long seed) {
        var world = new Worlds(seed);
        for (var address : Worlds.addresses())
            for (var person : world.people()) {
                var entries = List.of(
                        entry(address.toString(), "", null),
                        entry(address.toString(), "", person.nationalId()),
                        entry(address.toString(), "Quelqu’un D’Autre", null),
                        entry("", person.fullName(), null));
                for (var entry : entries) {
                    var judged = BookRules.judge(
                            entry,
                            entry.address() == null ? null : world.answer(Question.about(address)),
                            entry.person() == null ? null : world.answer(Question.about(person.nationalId())),
                            world.people().stream()
                                    .map(one -> world.answer(Question.about(one.nationalId())))
                                    .toList());
                    assertThat(judged.offers())
                            .as("seed %d: %s", seed, entry)
                            .allMatch(offer -> world.mayBeTold(MailAddress.parse(offer.address())));
                    if (judged.verdict().hasReplacement())
                        assertThat(judged.offers()).hasSize(1);
                }
            }
    }

    private static void judged(Entry entry, Resolution byAddress, Verdict verdict, String reason, String... offers) {
        assertThat(BookRules.needs(entry, byAddress)).isEqualTo(Needs.NOTHING);
        assertJudged(BookRules.judge(entry, byAddress, null, List.of()), verdict, reason, offers);
    }

    private static void assertJudged(Judged judged, Verdict verdict, String reason, String... offers) {
        assertThat(judged.verdict()).isEqualTo(verdict);
        assertThat(judged.reason()).isEqualTo(reason);
        assertThat(judged.offers())
                .extracting(Offer::address)
                .containsExactly(List.of(offers).stream()
                        .map(one -> one + "@x.mssante.fr")
                        .toArray(String[]::new));
    }

    private static Entry entry(String written) {
        return entry(written, "", null);
    }

    private static Entry entry(String written, String name, NationalPersonId person) {
        return new Entry(0, 1, written, MailAddress.read(written).orElse(null), name, person);
    }

    private static Use use(String local, Because because, boolean asked, String... others) {
        var day = LocalDate.of(2026, 11, 12);
        var person = new Person(1, ANNE, "DR", "MARTIN", "Anne", new Presence(day, null));
        return new Use(
                mail(local),
                because,
                person,
                null,
                asked,
                List.of(others).stream().map(BookRulesTests::mail).toList(),
                day);
    }

    private static MailAddress mail(String local) {
        return MailAddress.parse(local + "@x.mssante.fr");
    }
}
