package fr.balise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SpokenTests {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    @Test
    void theFirstOfAMonthIsPremierInFrenchAlone() {
        assertThat(Spoken.day(FIRST, Locale.FRANCE)).isEqualTo("1er novembre 2026");
        assertThat(Spoken.day(FIRST, Locale.UK)).isEqualTo("1 November 2026");
    }

    @Test
    void aMomentIsToldToTheMinuteInTheMannerOfTheLanguage() {
        var at = FIRST.atTime(9, 5);
        assertThat(Spoken.moment(at, Locale.FRANCE)).isEqualTo("1er novembre 2026 à 9\u00a0h\u00a005");
        assertThat(Spoken.moment(at, Locale.UK)).isEqualTo("1 November 2026 at 09:05");
    }

    @Test
    void noOtherDayIsPremier() {
        for (int day = 2; day <= 30; day++)
            assertThat(Spoken.day(FIRST.withDayOfMonth(day), Locale.FRANCE)).isEqualTo(day + " novembre 2026");
    }

    @Test
    void aLanguageThatIsNotOneOfTheTwoIsAnsweredInFrench() {
        assertThat(Spoken.day(FIRST, Locale.GERMANY)).isEqualTo("1er novembre 2026");
        assertThat(Spoken.day(FIRST, Locale.US)).isEqualTo("1 November 2026");
    }
}
