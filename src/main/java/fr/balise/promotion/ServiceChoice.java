package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a structure decided of its service mailboxes.
 *
 * @param structure id of the directory
 * @param document kind of documents that are excepted; null for everything else
 * @param by name of the manager who did, for the screen
 * @param before the service mailboxes that colleagues saw until then, in their order; null where nobody kept it, and for an exception
 */
public record ServiceChoice(
        long structure,
        @Nullable DocumentKind document,
        MailAddress address,
        Instant at,
        String by,
        @Nullable List<MailAddress> before) {
    public ServiceChoice {
        before = before == null ? null : List.copyOf(before);
    }
}
