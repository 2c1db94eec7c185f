package fr.balise.mailstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An application password as its owner sees it. */
public record MailPassword(
        long id,
        String device,
        MailPasswords.Rights rights,
        Instant issuedAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {}
