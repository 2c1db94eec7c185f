package fr.balise.mailbox.elsewhere;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An automatic reply that was laid at another operator.
 *
 * @param newAddress where senders are pointed to
 * @param copied whether each message is copied there as well
 * @param before the holder's script that was active and goes on to run after it; null for none
 */
public record Standing(
        MailAddress newAddress, boolean copied, @Nullable String before, Instant putAt) {
    @Override
    public String toString() {
        return "Standing[" + putAt + "]";
    }
}
