package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import fr.balise.mailstore.StoredMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who wrote to a mailbox since a moment, found message by message. */
final class Writers {
    private final MailAddress own;
    private final Instant since;
    private final Map<String, Writer> found = new HashMap<>();

    /** @param own address of the mailbox: who writes to himself is no correspondent */
    Writers(MailAddress own, Instant since) {
        this.own = own;
        this.since = since;
    }

    void take(Use folder, StoredMessage message) {
        var from = message.head().from();
        if (folder == Use.SENT || folder == Use.DRAFTS) return;
        if (from == null || message.received().isBefore(since) || !MessageKind.isFromCorrespondent(message)) return;
        try {
            var writer =
                    new Writer(MailAddress.parse(from), 1, message.received(), MessageKind.isFromSoftware(message));
            if (!writer.address().key().equals(own.key()))
                found.merge(writer.address().key(), writer, Writers::together);
        } catch (IllegalArgumentException odd) {
            // What is no address is nobody to answer.
        }
    }

    /** One message by hand is enough to be a person. */
    private static Writer together(Writer one, Writer other) {
        var newer = one.last().isBefore(other.last()) ? other : one;
        return new Writer(
                newer.address(), one.messages() + other.messages(), newer.last(), one.automatic() && other.automatic());
    }

    int count() {
        return found.size();
    }

    List<Writer> mostFirst() {
        return found.values().stream()
                .sorted(Comparator.comparingInt(Writer::messages)
                        .thenComparing(Writer::last)
                        .reversed()
                        .thenComparing(writer -> writer.address().key()))
                .toList();
    }
}
