package fr.balise.hygiene;

import fr.balise.hygiene.Proposals.Now;
import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A person says that the documents of a group are filed [L-M2]: after five of them, drawn at random, were opened. Said is not proven:
 * {@link Item#ATTESTED} tells one from the other.
 */
@Service
public class Attesting {
    public static final int SAMPLE = 5;
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Stocktaking stocktaking;
    private final ObjectProvider<MailStore> store;
    private final HygieneSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Attesting(
            JdbcClient jdbc,
            Stocktaking stocktaking,
            ObjectProvider<MailStore> store,
            HygieneSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.stocktaking = stocktaking;
        this.store = store;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** A message of the sample. */
    public record Drawn(int folder, long uid, boolean opened) {}

    public sealed interface Attested {
        record Done(long messages) implements Attested {}

        /** @param left of the sample, not opened yet */
        record SampleFirst(long left) implements Attested {}

        /** Other messages are meant than those that were shown. */
        record Changed() implements Attested {}
    }

    /** The messages of a group, the newest first. */
    public List<Item> of(Stock stock, Group group) {
        var now = Now.at(clock.instant(), settings);
        var items = new ArrayList<Item>();
        stock.each((shelf, item) -> {
            if (now.group(item, shelf) == group) items.add(item);
        });
        items.sort(java.util.Comparator.comparing(Item::received).reversed());
        return items;
    }

    /** Draws, unless a sample of today still holds: all of it must be there. */
    public List<Drawn> sample(Actor actor, AccountId account, Group group, List<Item> items) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var drawn = drawn(actor, account, group);
            var there = drawn.stream()
                    .allMatch(one ->
                            items.stream().anyMatch(item -> item.folder() == one.folder() && item.uid() == one.uid()));
            if (there && drawn.size() == Math.min(SAMPLE, items.size())) return drawn;
            draw(actor, account, group, items);
            return drawn(actor, account, group);
        }));
    }

    private List<Drawn> drawn(Actor actor, AccountId account, Group group) {
        return jdbc.sql("select folder, uid, opened_at is not null from hygiene.sample where account = :account"
                        + " and owner = :owner and grp = :grp and drawn_at > :since order by folder, uid")
                .param("account", account.value())
                .param("owner", actor.account())
                .param("grp", group.name())
                .param("since", Timestamp.from(clock.instant().minus(GOOD_FOR)))
                .query((row, _) -> new Drawn(row.getInt(1), row.getLong(2), row.getBoolean(3)))
                .list();
    }

    private void draw(Actor actor, AccountId account, Group group, List<Item> items) {
        forget(actor, account, group);
        var mixed = new ArrayList<>(items);
        Collections.shuffle(mixed);
        for (var item : mixed.subList(0, Math.min(SAMPLE, mixed.size())))
            jdbc.sql("insert into hygiene.sample (account, owner, grp, folder, uid, drawn_at)"
                            + " values (:account, :owner, :grp, :folder, :uid, :now)")
                    .param("account", account.value())
                    .param("owner", actor.account())
                    .param("grp", group.name())
                    .param("folder", item.folder())
                    .param("uid", item.uid())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
    }

    private void forget(Actor actor, AccountId account, Group group) {
        jdbc.sql("delete from hygiene.sample where account = :account and owner = :owner and grp = :grp")
                .param("account", account.value())
                .param("owner", actor.account())
                .param("grp", group.name())
                .update();
    }

    /** This message was looked at, whatever samples it is in. */
    public void opened(Actor actor, AccountId account, int folder, long uid) {
        jdbc.sql(
                        "update hygiene.sample set opened_at = coalesce(opened_at, :now) where account = :account and owner = :owner"
                                + " and folder = :folder and uid = :uid")
                .param("now", Timestamp.from(clock.instant()))
                .param("account", account.value())
                .param("owner", actor.account())
                .param("folder", folder)
                .param("uid", uid)
                .update();
    }

    /**
     * Marks the messages, and writes down who said so.
     *
     * @param shown how many messages the person was shown
     * @throws MailStore.Unavailable when the mail server does not answer; can be repeated
     */
    public Attested attest(Actor actor, Hosted mailbox, Group group, long shown) {
        if (!group.canBeAttested()) throw new IllegalArgumentException(group + " cannot be attested");
        var account = Rooms.account(mailbox);
        var stock = stocktaking.take(account);
        var items = of(stock, group);
        if (items.size() != shown || items.isEmpty()) return new Attested.Changed();
        long left = sample(actor, account, group, items).stream()
                .filter(one -> !one.opened())
                .count();
        if (left > 0) return new Attested.SampleFirst(left);
        mark(stock, items);
        said(actor, account, group, items.size());
        stocktaking.take(account);
        return new Attested.Done(items.size());
    }

    private void mark(Stock stock, List<Item> items) {
        var uids = new TreeMap<Integer, List<Long>>();
        items.forEach(item ->
                uids.computeIfAbsent(item.folder(), _ -> new ArrayList<>()).add(item.uid()));
        try (var open = store.getObject().open(stock.account())) {
            for (var shelf : stock.shelves()) {
                var here = uids.get(shelf.id());
                if (here != null) open.flag(shelf.name(), here, Set.of(Item.FILED, Item.ATTESTED), Set.of());
            }
        }
    }

    private void said(Actor actor, AccountId account, Group group, long messages) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            jdbc.sql("insert into hygiene.attestation (account, owner, owner_name, grp, messages, at)"
                            + " values (:account, :owner, :name, :grp, :messages, :now)")
                    .param("account", account.value())
                    .param("owner", actor.account())
                    .param("name", actor.name())
                    .param("grp", group.name())
                    .param("messages", messages)
                    .param("now", Timestamp.from(now))
                    .update();
            forget(actor, account, group);
            events.publishEvent(new SensitiveAct(
                    actor.auditName(),
                    "hygiene.attest",
                    Cleanings.subject(account),
                    Map.of(),
                    Map.of("group", group.name(), "messages", Long.toString(messages)),
                    now));
        });
    }
}
