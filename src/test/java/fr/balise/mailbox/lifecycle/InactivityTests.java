package fr.balise.mailbox.lifecycle;

import static fr.balise.mailbox.lifecycle.Held.NOON;
import static fr.balise.mailbox.lifecycle.Held.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.Practice;
import fr.balise.mailbox.lifecycle.Evidence.Channel;
import fr.balise.mailbox.lifecycle.Evidence.Way;
import fr.balise.mailbox.lifecycle.Inactivity.Line;
import fr.balise.mailbox.lifecycle.Inactivity.Observed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is concerned by the inactivity policy, and why. */
class InactivityTests {
    private static final InactivityPolicy POLICY =
            new InactivityPolicy(Period.ofYears(1), Period.ofDays(60), Period.ofYears(1), "référence");

    private static Concern concern(LastUse lastUse, Evidence... evidence) {
        return Inactivity.concern(new Observed(Held.active(), lastUse, null, List.of(evidence)), POLICY, NOON);
    }

    private static LastUse used(LocalDate day) {
        return new LastUse.On(day);
    }

    @Test
    void aYearOfSilenceIsCountedByDay() {
        assertThat(concern(used(TODAY.minusYears(1).plusDays(1)))).isEqualTo(new Concern.InUse(TODAY.plusDays(1)));
        assertThat(concern(used(TODAY.minusYears(1)))).isEqualTo(new Concern.ToNotify(TODAY.minusYears(1)));
        assertThat(concern(new LastUse.NeverSince(TODAY.minusYears(2))))
                .isEqualTo(new Concern.ToNotify(TODAY.minusYears(2)));
        assertThat(concern(new LastUse.NeverSince(TODAY.minusDays(3)))).isInstanceOf(Concern.InUse.class);
    }

    @Test
    void whatIsNotKnownIsNeverUnused() {
        assertThat(concern(new LastUse.Unknown())).isEqualTo(new Concern.UseUnknown());
    }

    @Test
    void afterTheNoticeTheHolderHasTimeAndThenAPersonIsAsked() {
        var long_ = TODAY.minusYears(2);
        assertThat(concern(used(long_), noticed(59))).isEqualTo(new Concern.Noticed(ago(59), TODAY.plusDays(1)));
        assertThat(concern(used(long_), noticed(60))).isEqualTo(new Concern.ToPropose(long_, ago(60)));
        assertThat(concern(used(long_), noticed(70), new Evidence.Proposed(ago(5))))
                .isEqualTo(new Concern.Proposed(ago(5)));
    }

    @Test
    void aNoticeFromBeforeTheLastUseCountsNoMore() {
        var early = new Evidence.Noticed(TODAY.minusYears(1).minusDays(30), Channel.MAILBOX);
        assertThat(concern(used(TODAY.minusYears(1)), early)).isInstanceOf(Concern.ToNotify.class);
    }

    @Test
    void whoOpposesIsLeftAloneAndToldAnewAfterwards() {
        var long_ = TODAY.minusYears(3);
        var opposed = new Evidence.Opposed(ago(10), Way.TELEPHONE);
        assertThat(concern(used(long_), noticed(70), opposed)).isEqualTo(new Concern.Opposed(ago(10).plusYears(1)));
        var ranOut = new Evidence.Opposed(TODAY.minusYears(1), Way.PORTAL);
        assertThat(concern(used(long_), new Evidence.Noticed(TODAY.minusYears(1).minusDays(9), Channel.LETTER), ranOut))
                .isEqualTo(new Concern.ToNotify(long_));
    }

    @Test
    void theEndOfASituationIsAProposalAndNoAction() {
        var seen = new Observed(Held.active(), used(TODAY), ago(3), List.of());
        assertThat(Inactivity.concern(seen, POLICY, NOON)).isEqualTo(new Concern.SituationEnded(ago(3)));
        var proposed = new Observed(Held.active(), used(TODAY), ago(3), List.of(new Evidence.Proposed(ago(1))));
        assertThat(Inactivity.concern(proposed, POLICY, NOON)).isEqualTo(new Concern.Proposed(ago(1)));
        var opposed =
                new Observed(Held.active(), used(TODAY), ago(3), List.of(new Evidence.Opposed(ago(1), Way.LETTER)));
        assertThat(Inactivity.concern(opposed, POLICY, NOON)).isInstanceOf(Concern.Opposed.class);
    }

    @Test
    void closingHeldAndSuspendedMailboxesAreNotSpokenOf() {
        var long_ = used(TODAY.minusYears(5));
        for (var closing : List.of(Held.depublished(), Held.closing(), Held.erased()))
            assertThat(Inactivity.concern(new Observed(closing, long_, ago(9), List.of()), POLICY, NOON))
                    .isEqualTo(new Concern.Closing());
        for (var measure : List.of(new Command.PlaceHold(Hold.LEGAL, "x"), new Command.Suspend("x")))
            assertThat(Inactivity.concern(
                            new Observed(Held.changed(Held.active(), measure, NOON), long_, ago(9), List.of()),
                            POLICY,
                            NOON))
                    .isEqualTo(new Concern.Restrained());
    }

    @Test
    void theDayIsThatOfTheMailbox() {
        // 23:30 in Paris on the 11th is already the 12th on La Réunion.
        var late = Instant.parse("2026-11-11T22:30:00Z");
        var day = used(LocalDate.of(2025, 11, 12));
        assertThat(Inactivity.concern(new Observed(Held.active(), day, null, List.of()), POLICY, late))
                .isInstanceOf(Concern.InUse.class);
        var island = Held.active(ZoneId.of("Indian/Reunion"));
        assertThat(Inactivity.concern(new Observed(island, day, null, List.of()), POLICY, late))
                .isInstanceOf(Concern.ToNotify.class);
    }

    @Test
    void theDryRunListsEverybodyWithTheReasonInBothLanguages() {
        var lines = Inactivity.dryRun(
                Stream.of(
                        new Observed(Held.active(), used(TODAY.minusYears(2)), null, List.of()),
                        new Observed(Held.active(), new LastUse.Unknown(), null, List.of())),
                POLICY,
                NOON);
        assertThat(lines)
                .extracting(Line::concern)
                .containsExactly(new Concern.ToNotify(TODAY.minusYears(2)), new Concern.UseUnknown());
        assertThat(lines.stream().map(Line::concern).filter(Concern::asksForSomething))
                .hasSize(1);
        for (var concern : all())
            for (var language : List.of(Locale.FRANCE, Locale.UK))
                assertThat(Practice.wording().of(concern.words(), language))
                        .doesNotContain("{", "null")
                        .isNotBlank();
    }

    /** If a new kind is to do something by itself, this list is where it is noticed. */
    private static List<Concern> all() {
        List<Concern> all = List.of(
                new Concern.InUse(TODAY),
                new Concern.UseUnknown(),
                new Concern.Closing(),
                new Concern.Restrained(),
                new Concern.Opposed(TODAY),
                new Concern.ToNotify(TODAY),
                new Concern.Noticed(TODAY, TODAY),
                new Concern.ToPropose(TODAY, TODAY),
                new Concern.SituationEnded(TODAY),
                new Concern.Proposed(TODAY));
        Set<Class<?>> kinds = all.stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        Arrays.stream(Concern.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
        return all;
    }

    private static Evidence noticed(int daysAgo) {
        return new Evidence.Noticed(ago(daysAgo), Channel.MAILBOX);
    }

    private static LocalDate ago(int days) {
        return TODAY.minusDays(days);
    }
}
