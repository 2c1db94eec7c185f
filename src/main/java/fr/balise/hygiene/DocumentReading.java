package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.MailStore.Unavailable;
import fr.balise.mailstore.MailstoreSettings;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.record.SameDocuments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads each message that holds documents once, where nobody waits, so that the same documents are known again in another message. As much of
 * a mailbox in a round as does not slow its people down; one message is in memory at a time.
 */
@Component
class DocumentReading {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentReading.class);

    private static final int PAGE = 200;

    /** Octets of a mailbox in a round: a few seconds of a mail server. */
    private static final long MOST = 256L << 20;

    /** Messages that are asked for together. */
    private static final int BATCH = 50;

    private final StockRows rows;
    private final Stocktaking stocktaking;
    private final ChunkCache cache;
    private final ObjectProvider<MailStore> store;
    private final MailstoreSettings mailstore;

    DocumentReading(
            StockRows rows,
            Stocktaking stocktaking,
            ChunkCache cache,
            ObjectProvider<MailStore> store,
            MailstoreSettings mailstore) {
        this.rows = rows;
        this.stocktaking = stocktaking;
        this.cache = cache;
        this.store = store;
        this.mailstore = mailstore;
    }

    /** One mailbox after the other. */
    @Scheduled(initialDelayString = "9m", fixedDelayString = "20m")
    void round() {
        if (!mailstore.enabled()) return;
        for (var page = rows.awaiting(0, PAGE);
                !page.isEmpty();
                page = rows.awaiting(page.getLast().value(), PAGE)) page.forEach(this::look);
    }

    private void look(AccountId account) {
        try (var mailbox = store.getObject().open(account)) {
            read(account, mailbox);
        } catch (Unavailable | NoSuchElementException | IOException notNow) {
            LOG.info("documents of mailbox {} are read later: {}", account, notNow.getMessage());
        }
    }

    private void read(AccountId account, OpenMailbox mailbox) throws IOException {
        long left = MOST;
        for (var key : rows.awaiting(account)) {
            if (left <= 0) return;
            var shelf = rows.shelves(account).stream()
                    .filter(one -> one.id() == key.folder())
                    .findFirst();
            if (shelf.isEmpty()) continue;
            var items = within(cache.get(key), left);
            var prints = prints(mailbox, shelf.get(), items);
            stocktaking.learned(account, shelf.get(), key.number(), prints);
            left -= items.stream().mapToLong(Item::octets).sum();
        }
    }

    private static List<Item> within(List<Item> all, long most) {
        var items = new ArrayList<Item>();
        long left = most;
        for (var item : all) {
            if (left <= 0) break;
            if (!item.awaitsPrint()) continue;
            items.add(item);
            left -= item.octets();
        }
        return items;
    }

    /** Of what is gone, too: the next look at the mailbox finds that out, and nobody reads it again until then. */
    private static Map<Long, Long> prints(OpenMailbox mailbox, Shelf shelf, List<Item> items) throws IOException {
        var prints = new HashMap<Long, Long>();
        try {
            if (mailbox.uidValidity(shelf.name()) != shelf.uidValidity()) return Map.of();
            var uids = items.stream().map(Item::uid).toList();
            uids.forEach(uid -> prints.put(uid, SameDocuments.NONE));
            for (int at = 0; at < uids.size(); at += BATCH)
                mailbox.read(
                        shelf.name(),
                        uids.subList(at, Math.min(at + BATCH, uids.size())),
                        (envelope, octets) -> prints.put(
                                envelope.uid(),
                                envelope.size() > SameDocuments.LARGEST
                                        ? SameDocuments.NONE
                                        : SameDocuments.print(octets)));
        } catch (NoSuchFolder gone) {
            return prints;
        }
        return prints;
    }
}
