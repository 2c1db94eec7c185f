package fr.balise.mailstore;

import java.util.List;
import org.springframework.util.unit.DataSize;

/** What is inside the mailboxes. Calls go over the network: hold no transaction meanwhile. */
public interface MailStore {

    /**
     * All folders with what they hold, in the order of their names.
     *
     * @throws Unavailable when the mail server does not answer; trying again later is safe
     */
    List<Folder> folders(AccountId account);

    /**
     * Puts a message into a folder, which is made if it is missing.
     *
     * @param message octets of the message, lines ended by CRLF [RFC5322 2.1]
     * @throws Unavailable as above
     */
    void append(AccountId account, String folder, byte[] message);

    /** Ends all sessions that are open. @throws Unavailable as above */
    void disconnect(AccountId account);

    /**
     * Removes every message and folder, and frees their room on the disk. Can be repeated; what is already gone stays gone.
     *
     * @throws Unavailable as above
     */
    void erase(AccountId account);

    /**
     * @param unseen messages that nobody marked as read
     * @param size octets of the messages, as quota counts them
     */
    record Folder(String name, long messages, long unseen, DataSize size) {}

    /** The mail server does not answer, or not as it should. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String why, @org.jspecify.annotations.Nullable Throwable cause) {
            super(why, cause);
        }
    }
}
