package fr.balise.directory.courier;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import org.jspecify.annotations.Nullable;

/**
 * What the national directory is to have of one address on one carrier.
 *
 * @param person null for a structure's own mailbox; {@code structure} null where it hangs on the person alone
 * @param present false: it is to be gone
 */
record Wish(
        MailAddress address,
        MailboxType type,
        @Nullable Person person,
        @Nullable Structure structure,
        boolean present,
        boolean unlisted,
        @Nullable Integer rank,
        @Nullable String description,
        @Nullable String service,
        @Nullable String responsible) {

    /** @param nationalId idNatPS, with its leading digit */
    record Person(
            String nationalId,
            @Nullable String civility,
            String family,
            @Nullable String given) {}

    /** @param nationalId idNat_Struct, with its leading digit */
    record Structure(String nationalId, String name) {}
}
