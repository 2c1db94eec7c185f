package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTests {
    private final Pace pace = new Pace(2, 3, 1, Duration.ofMinutes(1));

    @Test
    void beyondTheBurstOneIsToldHowLongToWait() {
        for (int i = 0; i < 3; i++) assertThat(pace.secondsToWait("a")).isZero();
        assertThat(pace.secondsToWait("a")).isBetween(1L, 61L);
    }

    @Test
    void oneDoesNotSlowAnother() {
        for (int i = 0; i < 5; i++) pace.secondsToWait("a");
        assertThat(pace.secondsToWait("b")).isZero();
    }

    @Test
    void lookingTakesNothing() {
        for (int i = 0; i < 5; i++) assertThat(pace.isExhausted("a")).isFalse();
        for (int i = 0; i < 3; i++) pace.secondsToWait("a");
        assertThat(pace.isExhausted("a")).isTrue();
    }

    @Test
    void whoeverWasSeenLongestAgoIsForgotten() {
        for (int i = 0; i < 3; i++) pace.secondsToWait("a");
        pace.secondsToWait("b");
        pace.secondsToWait("c");
        assertThat(pace.isExhausted("a")).as("a begins anew").isFalse();
    }
}
