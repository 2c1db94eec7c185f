package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.NationalPersonId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.Activity;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArrivedTests {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private static Activity from(
            LocalDate first, LocalDate today, Set<LocalDate> gaps, Map<LocalDate, Integer> received) {
        var days = new ArrayList<Activity.Day>();
        for (var day = first; !day.isAfter(today); day = day.plusDays(1))
            days.add(new Activity.Day(
                    day,
                    !gaps.contains(day),
                    received.containsKey(day) ? Map.of(Kind.RECEIVED, received.get(day)) : Map.of(),
                    null));
        return new Activity(new AccountId(1), first, days, null, null);
    }

    @Test
    void daysAreAddedUpByMonthAndMonthsBeforeTheMailboxWasHereAreNotThere() {
        var first = LocalDate.of(2026, 10, 20);
        var today = LocalDate.of(2026, 11, 12);
        var arrived = Arrived.of(from(
                first,
                today,
                Set.of(),
                Map.of(first, 3, LocalDate.of(2026, 10, 31), 4, LocalDate.of(2026, 11, 1), 5, today, 1)));
        assertThat(arrived.messages()).isEqualTo(Map.of(OCTOBER, 7, NOVEMBER, 6));
        assertThat(arrived.partly()).isEmpty();
        assertThat(arrived.in(YearMonth.of(2026, 9))).isZero();
        assertThat(arrived.in(first, LocalDate.of(2026, 10, 31)))
                .as("both days included")
                .isEqualTo(7);
        assertThat(arrived.isKnownSince(first)).isTrue();
        assertThat(arrived.isKnownSince(first.minusDays(1))).isFalse();
    }

    @Test
    void aMonthWithADayThatNobodyCountedIsSaidToBePart() {
        var gap = LocalDate.of(2026, 10, 21);
        var today = LocalDate.of(2026, 11, 12);
        var activity = from(LocalDate.of(2026, 10, 20), today, Set.of(gap, today), Map.of());
        assertThat(Arrived.of(activity).partly()).as("today is not over").containsExactly(OCTOBER);
        assertThat(Arrived.of(activity).hasGap(gap, gap)).isTrue();
        assertThat(Arrived.of(activity).hasGap(gap.plusDays(1), today)).isFalse();
    }

    @Test
    void noMonthIsShownOfFewerOwnersThanTheGroupMustHave() {
        var together = new Arrived.Together();
        assertThat(together.isEmpty()).isTrue();
        for (int i = 0; i < 3; i++) {
            var days = new TreeMap<LocalDate, Integer>(Map.of(NOVEMBER.atDay(3), 2));
            if (i > 0) days.put(OCTOBER.atEndOfMonth(), 10);
            // Two mailboxes of one person are one person.
            for (int mailbox = 0; mailbox < 2; mailbox++)
                together.add(new Owner.OfPerson(new NationalPersonId("89970000000" + i)), new Arrived(days, Set.of()));
        }
        assertThat(together.months(3)).isEqualTo(Map.of(NOVEMBER, 12));
        assertThat(together.months(2)).isEqualTo(Map.of(OCTOBER, 40, NOVEMBER, 12));
        assertThat(together.months(4)).isEmpty();
    }

    @Test
    void whoReceivedNothingHidesNobody() {
        var together = new Arrived.Together();
        for (int i = 0; i < 3; i++)
            together.add(
                    new Owner.OfPerson(new NationalPersonId("89970000000" + i)),
                    new Arrived(
                            new TreeMap<>(Map.of(OCTOBER.atDay(1), 0, NOVEMBER.atDay(1), i == 0 ? 7 : 0)), Set.of()));
        assertThat(together.months(3)).as("the seven are one person's").isEqualTo(Map.of(OCTOBER, 0));
        assertThat(together.isEmpty()).isFalse();
        var silent = new Arrived.Together();
        silent.add(
                new Owner.OfPerson(new NationalPersonId("899700000001")),
                new Arrived(new TreeMap<>(Map.of(OCTOBER.atDay(1), 0)), Set.of()));
        assertThat(silent.isEmpty()).as("a mailbox is there").isFalse();
    }
}
