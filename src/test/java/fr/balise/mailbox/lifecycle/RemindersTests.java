package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which reminder is due before an erasure. */
class RemindersTests {
    private static final LocalDate END = LocalDate.of(2026, 12, 26);

    private static OptionalInt daysBefore(int left) {
        return Reminders.due(END.minusDays(left), END);
    }

    @Test
    void nothingIsDueWhileThereIsTimeAndOnTheDayItself() {
        assertThat(daysBefore(15)).isEmpty();
        assertThat(daysBefore(0)).isEmpty();
        assertThat(daysBefore(-3)).isEmpty();
    }

    @Test
    void eachReminderHasItsDaysAndOneThatWasMissedIsNotSentLate() {
        assertThat(daysBefore(14)).hasValue(14);
        assertThat(daysBefore(8)).hasValue(14);
        assertThat(daysBefore(7)).hasValue(7);
        assertThat(daysBefore(2)).hasValue(7);
        assertThat(daysBefore(1)).hasValue(1);
    }
}
