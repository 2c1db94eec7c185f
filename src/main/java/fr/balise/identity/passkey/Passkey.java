package fr.balise.identity.passkey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code identity.passkey}, without what only a check needs.
 *
 * @param name as its person calls it
 * @param lastUsedAt when it last opened the portal; null before that
 */
public record Passkey(
        long id,
        long account,
        String name,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
