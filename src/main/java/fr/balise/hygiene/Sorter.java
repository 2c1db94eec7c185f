package fr.balise.hygiene;

import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.State;
import fr.balise.mailstore.MailStore.Unavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Sorts what is in a mailbox, with its other copies in mind: here, and in active mailboxes of the same legal controller. */
@Component
class Sorter {
    private final Lifecycle lifecycle;
    private final Stocktaking stocktaking;
    private final HygieneSettings settings;
    private final InstantSource clock;
    private final KnownDuplicates known = new KnownDuplicates();

    Sorter(Lifecycle lifecycle, Stocktaking stocktaking, HygieneSettings settings, InstantSource clock) {
        this.lifecycle = lifecycle;
        this.stocktaking = stocktaking;
        this.settings = settings;
        this.clock = clock;
    }

    /** To be shown: other mailboxes as they were last seen. */
    Sorting of(Stock stock) {
        return of(known.of(stock, beside(stock, other -> other)));
    }

    /**
     * To be acted on: other mailboxes are looked at now.
     *
     * @throws Unavailable when the mail server does not answer
     */
    Sorting now(Stock stock) {
        return of(known.of(stock, beside(stock, other -> stocktaking.take(other.account()))));
    }

    private Sorting of(Duplicates duplicates) {
        return Sorting.at(clock.instant(), settings, duplicates);
    }

    private List<Stock> beside(Stock stock, UnaryOperator<Stock> look) {
        return lifecycle.find(new MailboxId(stock.account().value())).stream()
                .flatMap(here -> lifecycle.of(here.owner()).stream().filter(other -> isBeside(here, other)))
                .map(other -> stocktaking.last(Rooms.account(other)))
                .filter(other -> other.messages() > 0)
                .map(look)
                .toList();
    }

    /**
     * A copy in a mailbox of another place is no copy: whoever answers for its mail is another one. A mailbox on the RPPS alone says
     * nothing about the place.
     */
    private static boolean isBeside(Hosted here, Hosted other) {
        return !here.id().equals(other.id())
                && other.state() instanceof State.Active
                && other.suspension() == null
                && here.situation() != null
                && here.situation().equals(other.situation());
    }
}
