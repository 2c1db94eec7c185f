package fr.balise.directory;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox address on one carrier.
 *
 * @param attachment id of this pair, immutable
 * @param addressId id of the address, the same on all its carriers
 * @param address in the spelling of the file
 * @param service department (service de rattachement), for ORG and APP
 * @param rank 1 for the preferred mailbox of this carrier; null where no source gives a rank
 * @param unlisted on the red list: known from Balise itself, never shown to the public
 * @param presence of this pair; {@code addressPresence} of the address on any carrier
 */
public record Listing(
        long attachment,
        long addressId,
        MailAddress address,
        MailboxType type,
        Carrier carrier,
        @Nullable String service,
        @Nullable Integer rank,
        boolean unlisted,
        Origin origin,
        Presence presence,
        Presence addressPresence) {

    /** Who stated the pair: the national files, or Balise itself (hosted mailboxes, writes through the API). */
    public enum Origin {
        NATIONAL,
        LOCAL
    }
}
