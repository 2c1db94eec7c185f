package fr.balise.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.springframework.util.unit.DataSize;

final class Samples {
    static final Instant NOON = Instant.parse("2026-11-12T11:00:00Z");

    private Samples() {}

    static OutboxSettings settings(Path folder, int perMinute) {
        return settings(OutboxSettings.Adapter.FILE, folder, 25, "ne-pas-repondre@balise.invalid", perMinute);
    }

    static OutboxSettings smtp(Path folder, String from, int port) {
        return settings(OutboxSettings.Adapter.SMTP, folder, port, from, 60);
    }

    private static OutboxSettings settings(
            OutboxSettings.Adapter adapter, Path folder, int port, String from, int perMinute) {
        return new OutboxSettings(
                adapter,
                folder,
                true,
                "127.0.0.1",
                port,
                from,
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
        return new Message(id, null, to, subject, body, java.util.Map.of(), NOON, 1);
    }
}
