package fr.balise.portal.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTests {
    @Test
    void pausesGrowToAMinute() {
        assertThat(Backoff.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.after(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Backoff.after(6)).isEqualTo(Duration.ofSeconds(32));
        assertThat(Backoff.after(7)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Backoff.after(1000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aPartThatRanWellBeginsAgainAtOne() {
        assertThat(Backoff.deaths(5, Duration.ofMinutes(3))).isEqualTo(1);
        assertThat(Backoff.deaths(5, Duration.ofSeconds(3))).isEqualTo(6);
    }
}
