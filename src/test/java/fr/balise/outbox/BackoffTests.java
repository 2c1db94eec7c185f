package fr.balise.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTests {
    private final OutboxSettings settings = Samples.settings(Path.of("."), 60);

    @Test
    void eachPauseIsTwiceAsLongUpToTheLimit() {
        assertThat(Backoff.after(1, settings)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Backoff.after(4, settings)).isEqualTo(Duration.ofMinutes(8));
        assertThat(Backoff.after(9, settings)).isEqualTo(Duration.ofHours(4));
        assertThat(Backoff.after(Integer.MAX_VALUE, settings)).isEqualTo(Duration.ofHours(4));
    }
}
