package fr.balise.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.search.SearchSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTests {
    private final RateLimit rate =
            new RateLimit(new SearchSettings(Path.of("unused"), Duration.ofSeconds(3), 16, 1, 3));

    @Test
    void beyondTheBurstAClientIsToldHowLongToWait() {
        for (int i = 0; i < 3; i++) assertThat(rate.secondsToWait("192.0.2.1")).isZero();
        assertThat(rate.secondsToWait("192.0.2.1")).isBetween(1L, 61L);
    }

    @Test
    void oneClientDoesNotSlowAnother() {
        for (int i = 0; i < 5; i++) rate.secondsToWait("192.0.2.1");
        assertThat(rate.secondsToWait("192.0.2.2")).isZero();
    }
}
