package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of a hosted mailbox. */
public sealed interface Command {

    /** Out of the directory. On a depublished mailbox: another reply. @param reply null for no reply */
    record Depublish(@Nullable AutoReply reply) implements Command {}

    record Republish() implements Command {}

    /** What is useful was retrieved, or everything was. */
    record Retrieve(Retrieval.How how) implements Command {}

    /**
     * @param seen what the holder was shown and accepted; each opens one gate
     * @param justification why unread documents stay unread, for all of them; null where there are none
     * @param toldTo the address that senders may be told from now on; null for none
     */
    record RequestDeletion(
            Set<Gate.Opened> seen,
            @Nullable String justification,
            @Nullable MailAddress toldTo) implements Command {

        public RequestDeletion {
            seen = Set.copyOf(seen);
        }
    }

    /** The deletion that was asked for. */
    record TakeBack() implements Command {}

    /** To a later day, or back to an earlier one that is not before the end of the waiting time. */
    record Postpone(LocalDate to) implements Command {}

    /** By Balise alone, when the day has come. */
    record Erase() implements Command {}

    /** By staff. @param reason 1 to 500 characters */
    record PlaceHold(Hold kind, String reason) implements Command {}

    record LiftHold(Hold kind) implements Command {}

    /** By staff: the holder's access, not the mailbox. */
    record Suspend(String reason) implements Command {}

    record Resume() implements Command {}
}
