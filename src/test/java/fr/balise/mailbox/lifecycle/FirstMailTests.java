package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailstore.Activity.Waiting;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many unread messages there were by day, told from the days on which those of today arrived. */
class FirstMailTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    @Test
    void eachArrivalAddsToThoseBeforeAndTheOldestStays() {
        var oldest = TODAY.minusDays(90);
        assertThat(FirstMail.waiting(List.of(TODAY, oldest, TODAY.minusDays(3), TODAY.minusDays(3)), TODAY))
                .containsExactlyEntriesOf(new java.util.TreeMap<>(Map.of(
                        oldest,
                        new Waiting(1, oldest),
                        TODAY.minusDays(3),
                        new Waiting(3, oldest),
                        TODAY,
                        new Waiting(4, oldest))));
        assertThat(FirstMail.waiting(List.of(), TODAY)).isEmpty();
    }

    @Test
    void whatIsOlderThanTheDaysThatAreKeptCountsOnTheFirstOfThem() {
        var old = TODAY.minusDays(900);
        assertThat(FirstMail.waiting(List.of(old, old.plusDays(1)), TODAY))
                .containsExactly(Map.entry(TODAY.minusDays(399), new Waiting(2, old)));
    }
}
