package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import fr.balise.mailstore.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a mailbox holds, message by message. What the holder wrote, or threw away, needs no proof and is not waiting to be read;
 * what was thrown away was received all the same.
 */
final class InsideCount {
    /** Put on a message by record software, or by whoever attests that its documents are filed. */
    static final String FILED = "$BaliseFiled";

    private static final Duration STILL = Duration.ofDays(90);

    private final MailAddress own;
    private final Instant since;
    private final Set<String> writers = new HashSet<>();
    private long messages;
    private long unread;
    private long unreadDocuments;
    private long unproven;
    private @Nullable Instant lastReceived;

    /** @param own address of the mailbox: who writes to himself is no correspondent */
    InsideCount(MailAddress own, Instant now) {
        this.own = own;
        this.since = now.minus(STILL);
    }

    void take(Use folder, StoredMessage message) {
        messages++;
        if (folder == Use.SENT || folder == Use.DRAFTS) return;
        received(message);
        writer(message);
        if (folder == Use.TRASH) return;
        var kind = MessageKind.of(message);
        if (!message.seen()) unread++;
        if (kind.isDocument() && !message.seen()) unreadDocuments++;
        if (kind.isDocument() && !isProven(kind, message)) unproven++;
    }

    /** A failed filing stays one, whoever says what. */
    private static boolean isProven(MessageKind kind, StoredMessage message) {
        return kind != MessageKind.INTEGRATION_FAILURE && message.flags().contains(FILED);
    }

    private void received(StoredMessage message) {
        if (lastReceived == null || message.received().isAfter(lastReceived)) lastReceived = message.received();
    }

    private void writer(StoredMessage message) {
        var from = message.head().from();
        if (from == null || message.received().isBefore(since) || !MessageKind.isFromCorrespondent(message)) return;
        var key = from.toLowerCase(Locale.ROOT);
        if (!key.equals(own.key())) writers.add(key);
    }

    Contents result() {
        return new Contents(messages, unread, unreadDocuments, unproven, lastReceived, writers.size());
    }
}
