package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.State.Active;
import fr.balise.mailbox.lifecycle.State.Depublished;
import fr.balise.mailbox.lifecycle.State.Erased;
import fr.balise.mailbox.lifecycle.State.RetrievalOnly;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the servers must do for a mailbox now. Pure.
 *
 * @param mail what becomes of a message to it
 * @param access what its holder may do in it
 * @param reply the automatic reply to give; null for none
 * @param kept whether the mail that it holds is kept; false is the order to erase it
 */
public record Wanted(Mail mail, Access access, @Nullable AutoReply reply, boolean kept) {

    public enum Access {
        READ_AND_SEND,
        /** Read and export; no sending: replies would come back as errors. Nothing is deleted by mail programs. */
        READ,
        NONE
    }

    public sealed interface Mail {
        record Accepted() implements Mail {}

        /** @param line the reply at RCPT, for instance {@code 550 5.2.1 …} [RFC5321 4.2.3] [RFC3463 3.3] */
        record Refused(String line) implements Mail {}
    }

    /** @param today in the zone of the mailbox */
    public static Wanted of(Hosted mailbox, LocalDate today) {
        var suspended = mailbox.suspension() != null;
        return switch (mailbox.state()) {
            case Active _ -> new Wanted(new Mail.Accepted(), access(Access.READ_AND_SEND, suspended), null, true);
            case Depublished m ->
                new Wanted(new Mail.Accepted(), access(Access.READ_AND_SEND, suspended), m.reply(), true);
            case RetrievalOnly m ->
                new Wanted(refused("550 5.2.1 Mailbox closed", m.toldTo()), access(Access.READ, suspended), null, true);
            case Erased(var _, var tombstone) ->
                new Wanted(refused("550 5.1.1 No such mailbox", told(tombstone, today)), Access.NONE, null, false);
        };
    }

    private static Access access(Access usual, boolean suspended) {
        return suspended ? Access.NONE : usual;
    }

    private static @Nullable MailAddress told(State.Tombstone tombstone, LocalDate today) {
        var until = tombstone.toldUntil();
        return until == null || today.isAfter(until) ? null : tombstone.toldTo();
    }

    private static Mail refused(String otherwise, @Nullable MailAddress toldTo) {
        return new Mail.Refused(toldTo == null ? otherwise : "551 5.1.6 Mailbox moved, please try <" + toldTo + ">");
    }
}
