package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.Preparation.Ended;
import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.MailStore.Unavailable;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Clean-ups that somebody who acts for a holder prepares, and the holder approves or refuses. Who may was asked before. */
@Service
public class Preparations {
    private final PreparationRows rows;
    private final Cleanings cleanings;
    private final Stocktaking stocktaking;
    private final HygieneSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Preparations(
            PreparationRows rows,
            Cleanings cleanings,
            Stocktaking stocktaking,
            HygieneSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.cleanings = cleanings;
        this.stocktaking = stocktaking;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    public sealed interface Prepared {
        record Done(long id) implements Prepared {}

        record Nothing() implements Prepared {}

        /** Other messages are meant than those that were shown. */
        record Changed() implements Prepared {}

        /** Nothing can be deleted at present. */
        record Held() implements Prepared {}
    }

    /**
     * It takes the place of one that waits.
     *
     * @param shown how many messages the person was told of
     * @throws Unavailable when the mail server does not answer
     */
    public Prepared prepare(Actor by, Hosted mailbox, Set<Group> groups, long shown) {
        if (Frozen.is(mailbox)) return new Prepared.Held();
        var stock = stocktaking.take(Rooms.account(mailbox));
        var weight = cleanings.weigh(stock, groups, Way.ASIDE);
        if (weight.messages() == 0) return new Prepared.Nothing();
        if (weight.messages() != shown) return new Prepared.Changed();
        var now = clock.instant();
        return Objects.requireNonNull(transaction.execute(_ -> {
            rows.open(stock.account()).ifPresent(old -> rows.end(old.id(), Ended.REPLACED, now));
            long id = rows.add(stock.account(), by, groups, weight, now, now.plus(settings.prepared()));
            tell(
                    by,
                    "hygiene.prepare",
                    mailbox,
                    id,
                    Map.of(
                            "messages", Long.toString(weight.messages()),
                            "octets", Long.toString(weight.octets()),
                            "groups", groups.stream().map(Enum::name).sorted().collect(Collectors.joining(" "))));
            return new Prepared.Done(id);
        }));
    }

    /** What waits for the holder of this mailbox. */
    public Optional<Preparation> waiting(Hosted mailbox) {
        return rows.open(Rooms.account(mailbox)).filter(one -> one.waits(clock.instant()));
    }

    /** What it would take now. */
    public Weight weigh(Stock stock, Preparation preparation) {
        return cleanings.weigh(stock, preparation.groups(), Way.ASIDE);
    }

    /**
     * Runs in the name of the holder: the answer and the order are one, and what was withdrawn meanwhile does not begin.
     *
     * @param shown what the holder was shown
     * @param reason for deleting documents without proof
     * @throws Unavailable when the mail server does not answer
     */
    public Ordered approve(Actor holder, Hosted mailbox, Preparation preparation, Shown shown, String reason) {
        var terms = new Terms(Way.ASIDE, shown, reason, null, preparation.name());
        return cleanings.order(
                holder,
                mailbox,
                preparation.groups(),
                terms,
                () -> rows.end(preparation.id(), Ended.APPROVED, clock.instant()));
    }

    public void refuse(Actor holder, Hosted mailbox, Preparation preparation) {
        end(holder, mailbox, preparation, Ended.REFUSED, "hygiene.prepare-refused");
    }

    public void withdraw(Actor by, Hosted mailbox, Preparation preparation) {
        end(by, mailbox, preparation, Ended.WITHDRAWN, "hygiene.prepare-withdrawn");
    }

    private void end(Actor actor, Hosted mailbox, Preparation preparation, Ended how, String act) {
        transaction.executeWithoutResult(_ -> {
            if (rows.end(preparation.id(), how, clock.instant())) tell(actor, act, mailbox, preparation.id(), Map.of());
        });
    }

    private void tell(Actor actor, String act, Hosted mailbox, long id, Map<String, String> more) {
        var facts = new java.util.TreeMap<>(more);
        facts.put("preparation", Long.toString(id));
        events.publishEvent(new SensitiveAct(
                actor.auditName(), act, Cleanings.subject(Rooms.account(mailbox)), Map.of(), facts, clock.instant()));
    }
}
