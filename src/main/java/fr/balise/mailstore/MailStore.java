package fr.balise.mailstore;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** What is inside the hosted mailboxes. Calls go over the network: hold no transaction meanwhile. */
public interface MailStore {
    /**
     * The folder of hosted mailboxes below which deleted mail waits to be taken back. It does not count against the quota; only Balise sees
     * and fills it, and {@link OpenMailbox#folders} leaves it out. A name below it may be used as any other folder's.
     */
    String RECOVERABLE = "Recuperable";

    /**
     * Opens a mailbox for Balise itself: whatever its holder may do now, no login and no reading is counted. Who may ask for it was
     * decided before.
     *
     * @throws Unavailable when the mail server does not answer; trying again later is safe
     * @throws java.util.NoSuchElementException when there is no such mailbox, or it is erased
     */
    OpenMailbox open(AccountId account);

    /** All folders with what they hold, in the order of their names. @throws Unavailable as above */
    default List<Folder> folders(AccountId account) {
        try (var mailbox = open(account)) {
            return mailbox.folders();
        }
    }

    /**
     * Puts a message into a folder, which is made if it is missing; it is unread and came now.
     *
     * @param message octets of the message, lines ended by CRLF [RFC5322 2.1]
     * @throws Unavailable as above
     */
    default OpenMailbox.Added append(AccountId account, String folder, byte[] message) {
        try (var mailbox = open(account)) {
            return mailbox.append(folder, Set.of(), Instant.now(), message.length, new ByteArrayInputStream(message));
        }
    }

    /** Ends all sessions that are open. @throws Unavailable as above */
    void disconnect(AccountId account);

    /**
     * Removes every message and folder, and frees their room on the disk. Can be repeated; what is already gone stays gone.
     *
     * @throws Unavailable as above
     */
    void erase(AccountId account);

    /**
     * @param separator between the levels of its name; 0 if there are no levels
     * @param messages how many it holds
     * @param unseen messages that nobody marked as read
     * @param uidNext above every UID given so far
     * @param modSeq rises with each change of the folder [RFC7162 3.1.2.1]; 0 where the server keeps none
     * @param size octets of the messages
     */
    record Folder(
            String name,
            char separator,
            Use use,
            long messages,
            long unseen,
            long uidValidity,
            long uidNext,
            long modSeq,
            DataSize size) {}

    /** What a folder is for, as the server says [RFC6154 2]. */
    enum Use {
        ARCHIVE,
        DRAFTS,
        JUNK,
        SENT,
        TRASH,
        OTHER
    }

    /** The mail server does not answer, or not as it should. Its own words are left out: they may hold an address. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    /** It was there, perhaps, and somebody removed or renamed it. */
    final class NoSuchFolder extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NoSuchFolder() {
            super("no such folder"); // names of folders may be names of patients
        }
    }
}
