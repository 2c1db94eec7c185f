package fr.balise.hygiene;

import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages that somebody wants to keep for ever: no clean-up and no rule takes them. The keyword lies on the message itself. */
@Service
public class Keeping {
    private final Stocktaking stocktaking;
    private final Sorter sorter;
    private final ObjectProvider<MailStore> store;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Keeping(
            Stocktaking stocktaking,
            Sorter sorter,
            ObjectProvider<MailStore> store,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.stocktaking = stocktaking;
        this.sorter = sorter;
        this.store = store;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * All that was found, read or not. Can be repeated.
     *
     * @param kept false to let them go again
     * @return how many messages were marked
     * @throws MailStore.Unavailable when the mail server does not answer
     */
    public long mark(Actor actor, Hosted mailbox, Criteria criteria, boolean kept) {
        var stock = stocktaking.take(Rooms.account(mailbox));
        var duplicates = criteria.asksForDuplicates() ? sorter.of(stock).duplicates() : Duplicates.NONE;
        return mark(actor, mailbox, stock, item -> criteria.fits(item, duplicates), kept);
    }

    /** One message; 0 when it is gone. */
    public long mark(Actor actor, Hosted mailbox, int folder, long uid, boolean kept) {
        var stock = stocktaking.take(Rooms.account(mailbox));
        return mark(actor, mailbox, stock, item -> item.folder() == folder && item.uid() == uid, kept);
    }

    private long mark(Actor actor, Hosted mailbox, Stock stock, Predicate<Item> chosen, boolean kept) {
        var uids = new TreeMap<Integer, List<Long>>();
        stock.each((_, item) -> {
            if (item.kept() != kept && chosen.test(item))
                uids.computeIfAbsent(item.folder(), _ -> new ArrayList<>()).add(item.uid());
        });
        long count = uids.values().stream().mapToLong(List::size).sum();
        if (count == 0) return 0;
        var names = stock.shelves().stream().collect(Collectors.toMap(Shelf::id, Shelf::name));
        try (var open = store.getObject().open(stock.account())) {
            for (var one : uids.entrySet())
                open.flag(
                        Objects.requireNonNull(names.get(one.getKey())),
                        one.getValue(),
                        kept ? Set.of(Item.KEPT) : Set.of(),
                        kept ? Set.of() : Set.of(Item.KEPT));
        } catch (NoSuchFolder meanwhile) {
            return 0; // it is as with a message that is gone: the page shows how it stands
        }
        transaction.executeWithoutResult(_ -> events.publishEvent(new SensitiveAct(
                actor.auditName(),
                kept ? "hygiene.keep" : "hygiene.let-go",
                Cleanings.subject(Rooms.account(mailbox)),
                Map.of(),
                Map.of("messages", Long.toString(count)),
                clock.instant())));
        return count;
    }
}
