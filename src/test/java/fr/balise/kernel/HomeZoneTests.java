package fr.balise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeZoneTests {

    @ParameterizedTest
    @CsvSource({
        "Pacific/Noumea, 2026-12-01",
        "Indian/Reunion, 2026-12-01",
        "Europe/Paris, 2026-11-30",
        "America/Guadeloupe, 2026-11-30"
    })
    void todayIsTheDayWhereTheInstallationIs(ZoneId zone, LocalDate day) {
        assertThat(new HomeZone(zone).today(() -> Instant.parse("2026-11-30T20:30:00Z")))
                .isEqualTo(day);
    }

    @Test
    void aDayBeginsAtItsMidnightThere() {
        assertThat(new HomeZone(ZoneId.of("America/Martinique")).startOf(LocalDate.of(2026, 11, 30)))
                .isEqualTo("2026-11-30T04:00:00Z");
    }
}
