package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a structure decided of its service mailboxes.
 *
 * @param structure id of the directory
 * @param document kind of documents that are excepted; null for everything else
 * @param by name of the manager who did, for the screen
 */
public record ServiceChoice(
        long structure, @Nullable DocumentKind document, MailAddress address, Instant at, String by) {}
