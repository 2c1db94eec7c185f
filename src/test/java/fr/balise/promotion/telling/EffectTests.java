package fr.balise.promotion.telling;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.lifecycle.Arrived;
import fr.balise.promotion.telling.Effect.Verdict;
import fr.balise.promotion.telling.Effect.Weeks;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said of the weeks around something that was done. */
class EffectTests {
    private static final LocalDate ACT = LocalDate.of(2026, 9, 15);
    private static final LocalDate FIRST = ACT.minusDays(28);
    private static final LocalDate UNTIL = ACT.plusDays(28);
    private static final LocalDate TODAY = UNTIL.plusDays(1);

    /** A mailbox that was here from long before, with that many messages on those days. */
    private static Arrived arrived(Map<LocalDate, Integer> messages) {
        return since(FIRST.minusDays(100), messages);
    }

    private static Arrived since(LocalDate first, Map<LocalDate, Integer> messages) {
        var days = new TreeMap<LocalDate, Integer>();
        for (var day = first; !day.isAfter(TODAY); day = day.plusDays(1)) days.put(day, messages.getOrDefault(day, 0));
        return new Arrived(days, Set.of());
    }

    private static Effect effect(Map<LocalDate, Integer> preferred, Map<LocalDate, Integer> others) {
        return Effect.of(ACT, TODAY, List.of(arrived(preferred)), List.of(arrived(others)));
    }

    @Test
    void theSharesOfFourWeeksStandSideBySide() {
        var before = ACT.minusDays(10);
        var after = ACT.plusDays(10);
        var effect = effect(Map.of(before, 4, after, 15), Map.of(before, 16, after, 5));
        assertThat(effect).isEqualTo(new Effect(Verdict.COMPARED, weeks(4, 16), weeks(15, 5), UNTIL));
        assertThat(effect.before().share()).isEqualTo(20);
        assertThat(effect.after().share()).isEqualTo(75);
    }

    private static Weeks weeks(int preferred, int others) {
        return new Weeks(preferred, others, false);
    }

    @Test
    void theFirstAndTheLastDayCountTheDayItselfAndThoseOutsideDoNot() {
        var days = Map.of(
                FIRST.minusDays(1),
                100,
                FIRST,
                10,
                ACT.minusDays(1),
                20,
                ACT,
                1000,
                ACT.plusDays(1),
                3,
                UNTIL,
                40,
                TODAY,
                500);
        var effect = effect(days, Map.of());
        assertThat(effect.before()).isEqualTo(weeks(30, 0));
        assertThat(effect.after()).isEqualTo(weeks(43, 0));
    }

    @Test
    void nothingIsSaidBeforeTheLastDayIsOver() {
        var much = Map.of(ACT.minusDays(1), 50, ACT.plusDays(1), 50);
        for (var today : List.of(ACT, ACT.plusDays(1), UNTIL))
            assertThat(Effect.of(ACT, today, List.of(arrived(much)), List.of(arrived(much)))
                            .verdict())
                    .as("on %s", today)
                    .isEqualTo(Verdict.EARLY);
        assertThat(effect(much, much).verdict()).isEqualTo(Verdict.COMPARED);
    }

    @Test
    void aShareOfFewerThanTenMessagesIsNone() {
        var before = ACT.minusDays(1);
        var after = ACT.plusDays(1);
        assertThat(effect(Map.of(before, 4, after, 5), Map.of(before, 6, after, 5))
                        .verdict())
                .as("ten on each side")
                .isEqualTo(Verdict.COMPARED);
        assertThat(effect(Map.of(before, 4, after, 5), Map.of(before, 5, after, 5))
                        .verdict())
                .isEqualTo(Verdict.FEW);
        assertThat(effect(Map.of(before, 4, after, 4), Map.of(before, 6, after, 5))
                        .verdict())
                .isEqualTo(Verdict.FEW);
        assertThat(effect(Map.of(after, 9), Map.of()).verdict()).isEqualTo(Verdict.FEW);
        assertThat(effect(Map.of(), Map.of()).after().share()).as("of nothing").isZero();
    }

    @Test
    void whereNothingCameBeforeThereIsNothingToCompare() {
        var effect = effect(Map.of(ACT.plusDays(1), 10), Map.of(ACT, 30));
        assertThat(effect).isEqualTo(new Effect(Verdict.NONE_BEFORE, weeks(0, 0), weeks(10, 0), UNTIL));
    }

    @Test
    void aMailboxThatWasNotHereYetMakesThemIncomparableAndWaitingDoesNotHelp() {
        var much = Map.of(ACT.minusDays(1), 50, ACT.plusDays(1), 50);
        for (var today : List.of(ACT, TODAY)) {
            assertThat(Effect.of(ACT, today, List.of(arrived(much)), List.of(since(FIRST.plusDays(1), much)))
                            .verdict())
                    .isEqualTo(Verdict.UNKNOWN);
            assertThat(Effect.of(ACT, today, List.of(since(FIRST.plusDays(1), much)), List.of(arrived(much)))
                            .verdict())
                    .isEqualTo(Verdict.UNKNOWN);
        }
        assertThat(Effect.of(ACT, TODAY, List.of(arrived(much)), List.of(since(FIRST, much)))
                        .verdict())
                .isEqualTo(Verdict.COMPARED);
    }

    @Test
    void daysThatNobodyCountedAreSaidOfTheirOwnSideAlone() {
        var much = new TreeMap<>(Map.of(FIRST, 50, ACT.plusDays(1), 50));
        var gap = new Arrived(much, Set.of(UNTIL, ACT));
        var effect = Effect.of(ACT, TODAY, List.of(gap), List.of(arrived(Map.of())));
        assertThat(effect.after().partly()).isTrue();
        assertThat(effect.before().partly()).isFalse();
    }
}
