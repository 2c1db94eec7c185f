package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.util.List;

/**
 * What somebody decided, or prepared for the holder to decide.
 *
 * @param by name of who did, for the screen
 * @param before the addresses that colleagues saw there until then, in their order
 */
public record Preference(Spot spot, MailAddress address, Instant at, String by, List<MailAddress> before) {
    public Preference {
        before = List.copyOf(before);
    }
}
