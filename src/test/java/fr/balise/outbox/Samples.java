package fr.balise.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.springframework.util.unit.DataSize;

final class Samples {
    static final Instant NOON = Instant.parse("2026-11-12T11:00:00Z");

    private Samples() {}

    static OutboxSettings settings(Path folder, int perMinute) {
        return new OutboxSettings(
                OutboxSettings.Adapter.FILE,
                folder,
                true,
                "ne-pas-repondre@balise.invalid",
                perMinute,
                Duration.ofMinutes(1),
                Duration.ofHours(4),
                3,
                Duration.ofMinutes(5),
                Duration.ofDays(90),
                Duration.ofHours(1),
                DataSize.ofKilobytes(64));
    }

    static Message message(long id, String to, String subject, String body) {
        return new Message(id, to, subject, body, NOON, 1);
    }
}
