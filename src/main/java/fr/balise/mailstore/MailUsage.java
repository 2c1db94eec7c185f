package fr.balise.mailstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What a mailbox holds, by the last change that Dovecot told.
 *
 * @param fullSince since when it is full; null while it is not
 * @param lastLogin the last login by IMAP; null for none yet
 */
public record MailUsage(
        DataSize size,
        long messages,
        @Nullable Instant fullSince,
        @Nullable Instant lastLogin) {}
