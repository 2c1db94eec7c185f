package fr.balise.mailbox.takeout;

import fr.balise.jobs.JobId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.MailboxId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to copy everything that a mailbox holds into another one.
 *
 * @param target where it goes: a mailbox that is held here
 * @param owner account that ordered it, and that alone sees how far it is
 * @param doneAt since when everything is there; null before
 * @param messages how many of them this order brought, once it is done; {@code octets} likewise
 */
public record Copy(
        long id,
        MailSource source,
        MailboxId target,
        long owner,
        By by,
        JobId job,
        Instant createdAt,
        @Nullable Instant doneAt,
        long messages,
        long octets) {
    public boolean done() {
        return doneAt != null;
    }
}
