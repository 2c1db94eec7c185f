package fr.balise.hygiene;

import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox.Envelope;
import fr.balise.mailstore.StoredMessage;
import fr.balise.record.Marks;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Shows messages to whoever decides about their mailbox, without marking them as read. Nothing of them is kept. */
@Service
public class Letters {
    /** Beyond it a message is not taken apart in memory. */
    private static final long LARGEST = 40L << 20;

    private final ObjectProvider<MailStore> store;

    Letters(ObjectProvider<MailStore> store) {
        this.store = store;
    }

    /** @param kept for ever, by a person's wish @param refused what was sent, and a colleague's software could not file */
    public record Shown(Letter letter, boolean kept, boolean refused) {}

    /** Empty when it is gone, or too large to be shown. @throws MailStore.Unavailable when the mail server does not answer */
    public Optional<Shown> find(Stock stock, int folder, long uid) {
        var letter = new AtomicReference<Shown>();
        read(stock, folder, uid, (envelope, octets) -> {
            var flags = envelope.flags();
            letter.set(new Shown(Letter.of(octets), flags.contains(Item.KEPT), flags.contains(Marks.REFUSED)));
            return true;
        });
        return Optional.ofNullable(letter.get());
    }

    /** Hands over an attachment, decoded. @return whether it is there */
    public boolean attachment(Stock stock, int folder, long uid, int number, Letter.Taker taker) {
        return read(stock, folder, uid, (_, octets) -> Letter.attachment(octets, number, taker));
    }

    private interface Look {
        boolean at(Envelope envelope, InputStream octets) throws IOException;
    }

    private boolean read(Stock stock, int folder, long uid, Look look) {
        var shelf = stock.shelves().stream().filter(one -> one.id() == folder).findFirst();
        if (shelf.isEmpty()) return false;
        var seen = new boolean[1];
        try (var mailbox = store.getObject().open(stock.account())) {
            mailbox.read(shelf.get().name(), List.of(uid), (envelope, octets) -> {
                if (envelope.size() <= LARGEST) seen[0] = look.at(envelope, octets);
            });
        } catch (NoSuchFolder | IOException gone) {
            return false;
        }
        return seen[0];
    }

    /** What the heads of these messages say, by folder and UID; those that are gone are left out. */
    public Map<String, StoredMessage> heads(Stock stock, Collection<Item> items) {
        var names = stock.shelves().stream().collect(Collectors.toMap(Shelf::id, Function.identity()));
        var uids = items.stream()
                .collect(Collectors.groupingBy(
                        Item::folder, TreeMap::new, Collectors.mapping(Item::uid, Collectors.toList())));
        var heads = new HashMap<String, StoredMessage>();
        if (items.isEmpty()) return heads;
        try (var mailbox = store.getObject().open(stock.account())) {
            uids.forEach((folder, here) -> {
                var shelf = names.get(folder);
                if (shelf != null)
                    mailbox.describe(shelf.name(), here, message -> heads.put(folder + "/" + message.uid(), message));
            });
        } catch (NoSuchFolder gone) {
            // Its messages are left out.
        }
        return heads;
    }
}
