package fr.balise.mailstore;

import java.util.List;

/** Passwords of mail programs: made at random, several for each person and mailbox, shown once, only their hash kept. */
public interface MailPasswords {

    /**
     * Makes one. Publish the audit row in the same transaction.
     *
     * @param person account of the person in the room {@code identity}
     * @param device the person's own name for where it is used
     */
    Issued issue(AccountId account, long person, String device, Rights rights);

    /** Also ends the mailbox's open sessions, within seconds. @return whether it was valid until now */
    boolean revoke(AccountId account, long person, long id);

    /** All passwords of one person for a mailbox, for instance when a delegation ends. */
    int revokeAll(AccountId account, long person);

    /** Accounts of those who have a valid one. */
    List<Long> people(AccountId account);

    /** Newest first; revoked ones too. */
    List<MailPassword> of(AccountId account, long person);

    /** @param secret shown once: at least 128 random bits */
    record Issued(long id, String secret) {}

    /** What a person may do with a mailbox; Dovecot and Postfix hold to it. */
    record Rights(Level level, boolean send) {
        /** The holder. */
        public static final Rights HOLDER = new Rights(Level.OWN, true);
    }

    enum Level {
        /** Reads and marks as read. */
        READ,
        /** Files, moves and deletes as well. */
        MANAGE,
        /** Everything, folders and filters too. */
        OWN
    }
}
