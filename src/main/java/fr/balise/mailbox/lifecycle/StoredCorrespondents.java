package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageHead;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.StoredMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Reads the heads of what lately came into a mailbox. Nothing of it is kept. */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class StoredCorrespondents implements Correspondents {
    private static final Logger log = LoggerFactory.getLogger(StoredCorrespondents.class);

    /** What others did not write, or what nobody wants to answer. */
    private static final Set<Use> LEFT_OUT = EnumSet.of(Use.SENT, Use.DRAFTS, Use.JUNK);

    private static final Set<String> BULK = Set.of("bulk", "junk", "list");

    private final MailStore store;

    StoredCorrespondents(MailStore store) {
        this.store = store;
    }

    @Override
    public Optional<List<Writer>> of(MailboxId mailbox, Instant since) {
        try (var open = store.open(new AccountId(mailbox.value()))) {
            var found = new HashMap<String, Writer>();
            for (var folder : open.folders())
                if (!LEFT_OUT.contains(folder.use())) read(open, folder.name(), since, found);
            return Optional.of(found.values().stream()
                    .sorted(Comparator.comparingInt(Writer::messages)
                            .reversed()
                            .thenComparing(writer -> writer.address().key()))
                    .toList());
        } catch (MailStore.Unavailable | NoSuchElementException away) {
            log.info(
                    "who writes to mailbox {} cannot be told now: {}",
                    mailbox,
                    away.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static void read(OpenMailbox open, String folder, Instant since, Map<String, Writer> found) {
        try {
            open.list(folder, 0, message -> {
                if (!message.received().isBefore(since))
                    writer(message)
                            .ifPresent(writer -> found.merge(writer.address().key(), writer, Writer::and));
            });
        } catch (MailStore.NoSuchFolder renamed) {
            log.debug("a folder went away meanwhile");
        }
    }

    private static Optional<Writer> writer(StoredMessage message) {
        if (message.type().startsWith("multipart/report")) return Optional.empty(); // a receipt is no letter
        return address(message.head())
                .map(from -> new Writer(from, 1, message.received(), automatic(from, message.head())));
    }

    private static Optional<MailAddress> address(MessageHead head) {
        return Optional.ofNullable(head.from()).flatMap(MailAddress::read);
    }

    /** As the automatic reply tells machines from people [RFC3834 2]. */
    static boolean automatic(MailAddress from, MessageHead head) {
        var submitted = head.other("Auto-Submitted").map(String::strip).orElse("no");
        return !submitted.toLowerCase(Locale.ROOT).matches("no([ ;].*)?")
                || head.other("List-Id").isPresent()
                || head.other("Precedence")
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .filter(BULK::contains)
                        .isPresent()
                || head.other("Return-Path")
                        .filter(path -> path.strip().equals("<>"))
                        .isPresent()
                || Correspondents.isMachine(from);
    }
}
