package fr.balise.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.web.DirectoryFreshness.Age;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DirectoryFreshnessTests {
    private static final LocalDate FILE = LocalDate.of(2026, 11, 12);

    @Test
    void upToThreeDaysIsUsual() {
        assertThat(Age.of(FILE, FILE)).isEqualTo(new Age(FILE, 0, false));
        assertThat(Age.of(FILE, FILE.plusDays(3))).isEqualTo(new Age(FILE, 3, false));
    }

    @Test
    void olderIsOrange() {
        assertThat(Age.of(FILE, FILE.plusDays(4)).old()).isTrue();
    }

    @Test
    void aFileOfTomorrowIsNotNegative() {
        assertThat(Age.of(FILE, FILE.minusDays(1)).days()).isZero();
    }
}
