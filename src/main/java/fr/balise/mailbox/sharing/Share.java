package fr.balise.mailbox.sharing;

import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailstore.MailPasswords.Level;
import fr.balise.mailstore.MailPasswords.Rights;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A right to a hosted mailbox, given to one person by link.
 *
 * @param name as whoever gave it typed it; {@code account} of whoever accepted
 * @param endsOn last day, inclusive; null for until revoked
 */
public record Share(
        long id,
        MailboxId mailbox,
        String name,
        May may,
        boolean send,
        Instant openUntil,
        @Nullable LocalDate endsOn,
        @Nullable Long account,
        @Nullable Instant endedAt) {

    public enum May {
        /** Reads, and marks as read. */
        READ,
        /** Files, moves and deletes as well. */
        MANAGE,
        /** Everything; gives rights to others too. For mailboxes of a structure. */
        RESPONSIBLE
    }

    public enum State {
        INVITED,
        LAPSED,
        ACTIVE,
        ENDED,
        REVOKED
    }

    /** @param today in the zone of the mailbox */
    public State state(Instant now, LocalDate today) {
        if (endsOn != null && endsOn.isBefore(today)) return State.ENDED;
        if (endedAt != null) return State.REVOKED;
        if (account != null) return State.ACTIVE;
        return now.isBefore(openUntil) ? State.INVITED : State.LAPSED;
    }

    /** As the mail servers hold to it. */
    public Rights rights() {
        return switch (may) {
            case READ -> new Rights(Level.READ, send);
            case MANAGE -> new Rights(Level.MANAGE, send);
            case RESPONSIBLE -> Rights.HOLDER;
        };
    }
}
