package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WarningRulesTests {
    private static final List<Integer> LEVELS = List.of(70, 80, 90, 95);
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final Forecast LATER = new Forecast.NotSoon();

    private static OptionalInt due(int percent, Forecast forecast, Map<Integer, Instant> warned) {
        return WarningRules.due(new Room(percent, 100, null, 70), forecast, LEVELS, warned, NOW, TODAY);
    }

    private static Instant ago(int hours) {
        return NOW.minus(Duration.ofHours(hours));
    }

    @Test
    void belowTheFirstLevelNobodyIsWarned() {
        assertThat(due(69, LATER, Map.of())).isEmpty();
    }

    @Test
    void theHighestLevelReachedIsTold() {
        assertThat(due(70, LATER, Map.of())).hasValue(70);
        assertThat(due(92, LATER, Map.of(70, ago(1), 80, ago(1)))).hasValue(90);
    }

    @Test
    void aLevelIsToldOnceAWeek() {
        assertThat(due(75, LATER, Map.of(70, ago(6 * 24)))).isEmpty();
        assertThat(due(75, LATER, Map.of(70, ago(7 * 24)))).hasValue(70);
    }

    @Test
    void whatIsFullOrAboutToBeIsToldDaily() {
        var soon = new Forecast.On(TODAY.plusDays(6), TODAY.plusDays(2), null);
        var notYet = new Forecast.On(TODAY.plusDays(7), TODAY.plusDays(2), null);
        assertThat(due(75, soon, Map.of(70, ago(24)))).hasValue(70);
        assertThat(due(75, soon, Map.of(70, ago(12)))).isEmpty();
        assertThat(due(75, notYet, Map.of(70, ago(24)))).isEmpty();
        assertThat(due(100, new Forecast.Full(), Map.of(95, ago(24)))).hasValue(95);
    }
}
