package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;
import java.time.Instant;
import java.util.Set;

/**
 * A clean-up that somebody prepared for the holder: groups, never messages, since whoever prepares sees no mail.
 *
 * @param preparer account of that person
 * @param messages, octets as that person was shown them
 * @param expiresAt from then on it means nothing
 */
public record Preparation(
        long id,
        AccountId account,
        long preparer,
        String name,
        Set<Group> groups,
        long messages,
        long octets,
        Instant preparedAt,
        Instant expiresAt) {
    public Preparation {
        groups = Set.copyOf(groups);
    }

    public enum Ended {
        APPROVED,
        REFUSED,
        WITHDRAWN,
        /** By another one of the same mailbox. */
        REPLACED
    }

    boolean waits(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** Whether the mailbox holds other messages in these groups than were prepared. */
    public boolean differs(Weight now) {
        return now.messages() != messages || now.octets() != octets;
    }
}
