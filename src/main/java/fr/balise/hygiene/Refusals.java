package fr.balise.hygiene;

import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import fr.balise.record.Failures;
import fr.balise.record.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Finds failures of filing among the messages of a mailbox, and has them read; also where nobody looks, while some may come back. */
@Service
public class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Stocktaking stocktaking;
    private final Failures failures;

    Refusals(Stocktaking stocktaking, Failures failures) {
        this.stocktaking = stocktaking;
        this.failures = failures;
    }

    /** What is known already costs nothing. A server that is away leaves what is known as it is. */
    public void look(Stock stock) {
        var items = new ArrayList<Item>();
        stock.each((_, item) -> {
            if (item.kind() == MessageKind.INTEGRATION_FAILURE) items.add(item);
        });
        try {
            failures.learn(stock.account(), ToFile.places(stock, items), whereabouts(stock));
        } catch (MailStore.Unavailable | NoSuchElementException away) {
            LOG.info("failures of filing in mailbox {} are read later", stock.account());
        }
    }

    /** Wherever it was moved to: what stands on it goes with it. */
    private static Failures.Whereabouts whereabouts(Stock stock) {
        return new Failures.Whereabouts() {
            @Override
            public List<Place> filed(byte[] message) {
                return places(stock, message, (_, item) -> item.proof() != Item.Proof.NONE);
            }

            @Override
            public List<Place> sent(byte[] message) {
                return places(stock, message, (shelf, _) -> shelf.use() == Use.SENT);
            }
        };
    }

    private static List<Place> places(Stock stock, byte[] message, BiPredicate<Shelf, Item> which) {
        long identity = Item.identity(message);
        var items = new ArrayList<Item>();
        stock.each((shelf, item) -> {
            if (item.identity() == identity && which.test(shelf, item)) items.add(item);
        });
        return ToFile.places(stock, items);
    }

    @Scheduled(initialDelayString = "6m", fixedDelayString = "1h")
    void round() {
        for (var account : failures.awaited()) {
            try {
                look(stocktaking.take(account));
            } catch (MailStore.Unavailable | NoSuchElementException away) {
                LOG.info("mailbox {} is looked at later", account);
            }
        }
    }
}
