package fr.balise.portal.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The demo's clock: the real one, moved by whole days. It takes the place of the application's clock in demo instances alone. */
@Component
@Profile("demo")
class DemoClock implements InstantSource {
    static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private final DemoState state;
    private final InstantSource real = Clock.systemUTC();
    private volatile @Nullable Integer days;

    DemoClock(DemoState state) {
        this.state = state;
    }

    @Override
    public Instant instant() {
        var ahead = days;
        if (ahead == null) days = ahead = state.clockDays();
        return real.instant().plus(Duration.ofDays(ahead));
    }

    LocalDate today() {
        return LocalDate.ofInstant(instant(), ZONE);
    }

    LocalDate realToday() {
        return LocalDate.ofInstant(real.instant(), ZONE);
    }

    int daysAhead() {
        var ahead = days;
        return ahead == null ? state.clockDays() : ahead;
    }

    /** Moves on by whole days; two presses at once add up. */
    synchronized void advance(int step) {
        set(daysAhead() + step);
    }

    /** Sets by how many days the demo is ahead of the real time; less than none while the past is being told. */
    synchronized void set(int ahead) {
        state.clockDays(ahead);
        days = ahead;
    }
}
