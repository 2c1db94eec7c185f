package fr.balise.mailbox.lifecycle;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.StoredMessage;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Looks into the mailbox each time it is asked: who writes, and what, is kept nowhere else. */
@Component
@ConditionalOnBooleanProperty("balise.mailstore.enabled")
class StoredInsides implements Insides {
    private static final Logger LOG = LoggerFactory.getLogger(StoredInsides.class);

    private final MailStore store;
    private final HostedRows rows;
    private final InstantSource clock;

    StoredInsides(MailStore store, HostedRows rows, InstantSource clock) {
        this.store = store;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Optional<Contents> of(MailboxId mailbox) {
        return rows.find(mailbox).flatMap(hosted -> {
            var count = new InsideCount(hosted.address(), clock.instant());
            return walked(hosted, count::take) ? Optional.of(count.result()) : Optional.empty();
        });
    }

    /** @return whether all of it was seen: no count is better than a wrong one */
    private boolean walked(Hosted hosted, BiConsumer<Use, StoredMessage> each) {
        try (var mailbox = store.open(new AccountId(hosted.id().value()))) {
            walk(mailbox, each);
            return true;
        } catch (NoSuchElementException erased) {
            return false;
        } catch (Unavailable | NoSuchFolder unsettled) {
            LOG.warn("mailbox {} cannot be counted now: {}", hosted.id(), unsettled.getMessage());
            return false;
        }
    }

    static void walk(OpenMailbox mailbox, BiConsumer<Use, StoredMessage> each) {
        for (var folder : mailbox.folders())
            if (folder.messages() > 0) mailbox.list(folder.name(), 0, message -> each.accept(folder.use(), message));
    }
}
