package fr.balise.mailstore;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.util.unit.DataSize;

/**
 * A mailbox that is open for work, hosted here or elsewhere: for one thread, for as long as the work takes. Whatever its size, little of
 * it is in memory at any time. Reading marks nothing as read. Folders are named as the server names them; {@code INBOX} always is.
 *
 * <p>Each method goes over the network and throws {@link MailStore.Unavailable} when the server does not answer, or not as it should;
 * the mailbox is then to be opened anew. A folder that is not there is a {@link MailStore.NoSuchFolder}.
 */
public interface OpenMailbox extends AutoCloseable {
    /**
     * Messages that are moved by one command. Dovecot commits a move each 1,000 messages: so a server that dies has laid down all of a
     * command or none.
     */
    int MOST_MOVED = 1_000;

    /** Those that can hold messages, in the order of their names. */
    List<MailStore.Folder> folders();

    /** How much may be in it, and is, as the server counts [RFC9208 3.2]; the limit that is nearest. Empty where it does not tell. */
    Optional<Quota> quota();

    /** Makes a folder; one that is there already stays. */
    void create(String folder);

    /**
     * Tells each message, by rising UID; what arrives meanwhile may or may not be among them.
     * While it tells, this mailbox is busy: do nothing else with it.
     *
     * @param after only UIDs above this one; 0 for all
     */
    void list(String folder, long after, Consumer<StoredMessage> each);

    /** Tells these messages, by rising UID; those that are gone are left out. As above. */
    void describe(String folder, Collection<Long> uids, Consumer<StoredMessage> each);

    /**
     * What became of messages that were told before. New ones may or may not be among them.
     *
     * @param uidValidity as it was then
     * @param modSeq of the folder as it was then, 0 for none
     */
    Changes changes(String folder, long uidValidity, long modSeq);

    /** How the messages of a folder are numbered now. */
    Numbering numbering(String folder);

    /**
     * @param uidValidity what UIDs stand under: another number than before means that all of them were given anew [RFC9051 2.3.1.1]
     * @param uidNext above every UID given so far; 0 where an old server does not tell
     */
    record Numbering(long uidValidity, long uidNext) {}

    default long uidValidity(String folder) {
        return numbering(folder).uidValidity();
    }

    /** The lowest UIDs above one, rising, at most a thousand of them; empty when there are no more. */
    List<Long> uids(String folder, long after);

    /** Hands over the octets of messages, by rising UID; those that are gone are left out. As above. */
    void read(String folder, Collection<Long> uids, Reading each) throws IOException;

    /**
     * Puts a message into a folder, which is made if it is missing.
     *
     * @param flags system flags with their backslash, keywords without
     * @param received becomes the internal date, by the second
     * @param size how many octets follow, at most 2 GB
     * @param octets the message, lines ended by CRLF [RFC5322 2.1]; read once
     */
    Added append(String folder, Set<String> flags, Instant received, long size, InputStream octets);

    /** Copies within the mailbox, with flags and dates, into a folder that is there; all or none. Those that are gone are left out. */
    Added copy(String from, Collection<Long> uids, String to);

    /**
     * Moves within the mailbox, with flags and dates, into a folder, which is made if it is missing. Those that are gone are left out. A
     * server that dies meanwhile may leave a message in both folders, never in none.
     */
    Added move(String from, Collection<Long> uids, String to);

    /** Removes a folder with what it holds. One that is not there is no error. */
    void removeFolder(String folder);

    /** Removes these messages for ever, and no others. Those that are gone are no error. */
    void delete(String folder, Collection<Long> uids);

    /** Adds and removes flags, system flags with their backslash, keywords without; the others stay. */
    void flag(String folder, Collection<Long> uids, Set<String> add, Set<String> remove);

    @Override
    void close();

    /** @param limit more than nothing */
    record Quota(DataSize used, DataSize limit) {}

    /** Takes one message. */
    interface Reading {
        /** @param octets to be read before returning; need not be read to the end */
        void message(Envelope envelope, InputStream octets) throws IOException;
    }

    /**
     * What stands on a message, not in it.
     *
     * @param size of the message; on servers that guess, the octets may be a few more or less
     * @param flags system flags with their backslash, keywords without
     * @param received when it came into the mailbox, by the second
     */
    record Envelope(long uid, long size, Set<String> flags, Instant received) {
        public Envelope {
            flags = Set.copyOf(flags);
        }
    }

    /** UIDs from one to another, both inclusive. */
    record Range(long from, long to) {
        public boolean holds(long uid) {
            return uid >= from && uid <= to;
        }
    }

    /** How messages changed since a moment. */
    sealed interface Changes {
        /**
         * @param flags of each message that was marked anew, by UID; all its flags
         * @param gone what is no longer there
         */
        record Some(Map<Long, Set<String>> flags, List<Range> gone) implements Changes {}

        /** The server cannot tell what changed. @param flags of all messages that are there, by UID */
        record All(Map<Long, Set<String>> flags) implements Changes {}

        /** The folder was numbered anew: nothing that was told before means anything. */
        record Anew() implements Changes {}
    }

    /** What became of messages that were to be added. */
    sealed interface Added {
        /** @param uid of the only message added; empty for several, and where the server does not tell */
        record Stored(OptionalLong uid) implements Added {}

        /** Nothing was added: it is beyond the quota. */
        record Full() implements Added {}
    }
}
