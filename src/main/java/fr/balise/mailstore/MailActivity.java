package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;

/** Who used which mailbox on which day, as the servers themselves saw it. No content, no correspondents. */
public interface MailActivity {

    /** What is counted. */
    enum Kind {
        /** Messages that arrived. Never a use. */
        RECEIVED,
        /** Bodies fetched by a person's program. */
        READ,
        /** Messages taken from a person's program. */
        SENT,
        /** How many those were addressed to. */
        RECIPIENTS,
        /** Logins by IMAP, whatever they did then. */
        IMAP,
        SUBMISSION,
        /** Logins by ManageSieve. */
        SIEVE,
        /** Looks at the mailbox in the portal, by its holder. */
        PORTAL;

        /** Whether a person was there. */
        public boolean isUse() {
            return this != RECEIVED && this != RECIPIENTS;
        }
    }

    /** Counts one now, on the day that it is where the mailbox is used. Unknown accounts are passed over. */
    void note(AccountId account, Kind kind);

    /** Adds what another system recorded of a day, for instance the one that held the mailbox before. */
    void remember(AccountId account, LocalDate day, Map<Kind, Integer> counts);

    /** Puts down how many messages were unread at the end of a day, as another system recorded it. */
    void rememberUnread(AccountId account, LocalDate day, Activity.Waiting waiting);

    /**
     * Counts a message before it is taken.
     *
     * @param recipients how many it is addressed to
     * @param limit of recipients a day
     * @return false, with nothing counted, when that day would go beyond the limit
     */
    boolean noteSent(AccountId account, int recipients, int limit);

    /** Where the mailbox is used: its days begin there from now on. */
    void zone(AccountId account, ZoneId zone);

    /** By the key of the address; without those that are not held here. */
    Map<String, Activity> of(Collection<MailAddress> addresses);
}
