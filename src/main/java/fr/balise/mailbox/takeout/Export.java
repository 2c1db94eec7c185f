package fr.balise.mailbox.takeout;

import fr.balise.jobs.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file with everything that a mailbox holds, or with what somebody chose of it.
 *
 * @param selection which messages, as {@link Selected} knows them; null for all
 * @param owner account that ordered it, and that alone may download it
 * @param folder random name of its folder
 * @param encrypted whether a passphrase opens it
 * @param size octets of the file; 0 while it is being made
 * @param readyUntil until when it can be downloaded; null while it is being made
 * @param sent octets from its beginning that were downloaded without a gap
 */
public record Export(
        long id,
        MailSource source,
        @Nullable Long selection,
        long owner,
        JobId job,
        String folder,
        boolean encrypted,
        boolean withMbox,
        boolean withAttachments,
        Instant createdAt,
        long size,
        @Nullable Instant readyUntil,
        long sent) {
    public boolean ready() {
        return readyUntil != null;
    }

    public boolean downloaded() {
        return size > 0 && sent >= size;
    }
}
