package fr.balise.portal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DemoClockModuleTests {
    private final DemoState state = freshState();
    private final DemoClock clock = new DemoClock(state);

    @Test
    void anInstanceThatNeverMovedTellsTheRealTime() {
        assertThat(ahead(clock)).isLessThan(Duration.ofHours(1));
    }

    @Test
    void theClockMovesByWholeDaysAndRemembersIt() {
        state.begin(LocalDate.of(2026, 11, 24));
        clock.set(15);
        assertThat(ahead(clock))
                .isBetween(
                        Duration.ofDays(15).minusHours(1), Duration.ofDays(15).plusHours(1));
        assertThat(ahead(new DemoClock(state))).isGreaterThan(Duration.ofDays(14));
    }

    @Test
    void startingOverBringsTheClockBack() {
        state.begin(LocalDate.of(2026, 11, 24));
        clock.set(30);
        state.done();
        state.begin(LocalDate.of(2026, 11, 25));
        assertThat(state.clockDays()).isZero();
        assertThat(state.seeded()).isFalse();
    }

    private static Duration ahead(DemoClock clock) {
        return Duration.between(Instant.now(Clock.systemUTC()), clock.instant());
    }

    private static DemoState freshState() {
        var source = new DriverManagerDataSource(TestPostgres.migratedDatabase(), "postgres", "");
        return new DemoState(JdbcClient.create(source));
    }
}
