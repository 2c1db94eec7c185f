package fr.balise.promotion.telling;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Arrived;
import fr.balise.promotion.telling.Adoption.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The share of the preferred mailbox, of one person and of a group. */
class AdoptionTests {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final YearMonth OCTOBER = NOVEMBER.minusMonths(1);

    private static SortedMap<YearMonth, Integer> of(Map<YearMonth, Integer> months) {
        return new TreeMap<>(months);
    }

    @Test
    void theShareIsThatOfAllThatArrivedHereInTheMonth() {
        var preferred = new Arrived(new TreeMap<>(Map.of(NOVEMBER.atDay(1), 30)), Set.of());
        var old = new Arrived(
                new TreeMap<>(Map.of(OCTOBER.atEndOfMonth(), 8, NOVEMBER.atEndOfMonth(), 10)),
                Set.of(OCTOBER.atDay(9)));
        var months = Adoption.months(NOVEMBER, List.of(preferred), List.of(old));
        assertThat(months).hasSize(12);
        assertThat(months.getLast()).isEqualTo(new Month(NOVEMBER, 30, 10, false, true));
        assertThat(months.getLast().share()).isEqualTo(75);
        assertThat(months.get(10)).isEqualTo(new Month(OCTOBER, 0, 8, true, true));
        assertThat(months.getFirst().known()).as("no mailbox was here yet").isFalse();
    }

    @Test
    void ofAGroupAMonthIsShownWhereBothSidesAreManyOrOneSideIsNobody() {
        var preferred = of(Map.of(OCTOBER, 40, NOVEMBER, 60));
        var few = GroupAdoption.months(NOVEMBER, preferred, of(Map.of(NOVEMBER, 20)), false);
        assertThat(few.getLast().share()).isEqualTo(75);
        assertThat(few.get(10))
                .as("the others of October are too few")
                .isEqualTo(new Month(OCTOBER, 0, 0, false, false));
        var alone = GroupAdoption.months(NOVEMBER, preferred, of(Map.of()), true);
        assertThat(alone.get(10).share()).isEqualTo(100);
        assertThat(GroupAdoption.months(NOVEMBER, of(Map.of()), of(Map.of(NOVEMBER, 20)), false))
                .as("nothing at all is said of a small group")
                .isEmpty();
    }

    @Test
    void aSideThatReceivedNothingIsShownBesideAGroupAndNothingBesideNothing() {
        var months = GroupAdoption.months(
                NOVEMBER, of(Map.of(OCTOBER, 0, NOVEMBER, 60)), of(Map.of(OCTOBER, 0, NOVEMBER, 0)), false);
        assertThat(months.getLast()).isEqualTo(new Month(NOVEMBER, 60, 0, false, true));
        assertThat(months.get(10).known()).isFalse();
        assertThat(GroupAdoption.months(NOVEMBER, of(Map.of(NOVEMBER, 0)), of(Map.of(NOVEMBER, 0)), false))
                .isEmpty();
    }

    @Test
    void ofStaffOnlyMailboxesOfTheStructureCount() {
        var address = MailAddress.parse("anne@ch.mssante.fr");
        var listedHere = Set.of(address.key());
        assertThat(GroupAdoption.isOfStructure(address, null, listedHere, Set.of(3L)))
                .isTrue();
        assertThat(GroupAdoption.isOfStructure(address, 3L, Set.of(), Set.of(3L)))
                .isTrue();
        assertThat(GroupAdoption.isOfStructure(address, null, Set.of(), Set.of(3L)))
                .as("on the RPPS alone, or in another practice")
                .isFalse();
        assertThat(GroupAdoption.isOfStructure(address, 4L, listedHere, Set.of(3L)))
                .as("opened for another practice")
                .isFalse();
    }
}
