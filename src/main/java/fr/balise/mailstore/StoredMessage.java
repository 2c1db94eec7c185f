package fr.balise.mailstore;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A message as a listing tells it. Subject, names and addresses are health data: fetched when needed, never kept, never logged.
 *
 * @param uidValidity changes when the server numbers the folder anew: UIDs kept from before mean nothing then
 * @param uid of the message in its folder, never given twice
 * @param octets as the server counts them
 * @param flags system flags with their backslash, keywords without
 * @param received when it came into the mailbox
 * @param legible whether the server could tell the structure; if not, {@code type} and {@code parts} are empty
 * @param type of the whole in lower case, with the report type of a report: {@code multipart/report;disposition-notification}
 * @param parts the leaves of its structure, in their order; the parts of messages inside it as well
 */
public record StoredMessage(
        long uidValidity,
        long uid,
        long octets,
        Set<String> flags,
        Instant received,
        MessageHead head,
        boolean legible,
        String type,
        List<MessagePart> parts) {

    public static final String SEEN = "\\Seen";
    public static final String DELETED = "\\Deleted";

    public StoredMessage {
        flags = Set.copyOf(flags);
        parts = List.copyOf(parts);
    }

    public boolean seen() {
        return flags.contains(SEEN);
    }

    @Override
    public String toString() {
        return "StoredMessage[" + uid + "]";
    }
}
