package fr.balise.hygiene;

import fr.balise.identity.Actor;
import fr.balise.kernel.SensitiveAct;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A person says that the documents of a group, or of a sender, a kind or a period, are filed [L-M2]: after five of exactly those, drawn
 * at random, were opened. Said is not proven: {@link Item#ATTESTED} tells one from the other.
 */
@Service
public class Attesting {
    public static final int SAMPLE = 5;
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Stocktaking stocktaking;
    private final StockRows rows;
    private final Cleanings cleanings;
    private final ObjectProvider<MailStore> store;
    private final Sorter sorter;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Attesting(
            JdbcClient jdbc,
            Stocktaking stocktaking,
            StockRows rows,
            Cleanings cleanings,
            ObjectProvider<MailStore> store,
            Sorter sorter,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.stocktaking = stocktaking;
        this.rows = rows;
        this.cleanings = cleanings;
        this.store = store;
        this.sorter = sorter;
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

    /** @param key of its sample */
    private record Meant(String key, BiPredicate<Group, Item> holds, Map<String, String> told, String words) {}

    private static Meant meant(Group group) {
        return new Meant(group.name(), (one, _) -> one == group, Map.of("group", group.name()), "");
    }

    private static Meant meant(long selection, Choice choice, ZoneId zone) {
        var told = Map.of(
                "selection", Long.toString(selection),
                "bySender", Boolean.toString(!choice.sender().isEmpty()),
                "kinds", choice.kinds().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")),
                "from", Objects.toString(choice.from(), ""),
                "to", Objects.toString(choice.to(), ""));
        return new Meant("s:" + selection, chosen(choice, zone), told, choice.text());
    }

    /** What groups keep is left out: unread, flagged, sent. */
    private static BiPredicate<Group, Item> chosen(Choice choice, ZoneId zone) {
        return (group, item) -> group.canBeAttested() && choice.fits(item, zone);
    }

    /** The messages of a group, the newest first. */
    public List<Item> of(Stock stock, Group group) {
        return of(stock, (one, _) -> one == group);
    }

    /** Those that somebody chose, the newest first. @param zone in which days are counted */
    public List<Item> of(Stock stock, Choice choice, ZoneId zone) {
        return of(stock, chosen(choice, zone));
    }

    private List<Item> of(Stock stock, BiPredicate<Group, Item> holds) {
        var sorting = sorter.of(stock);
        var items = new ArrayList<Item>();
        stock.each((shelf, item) -> {
            if (holds.test(sorting.group(item, shelf), item)) items.add(item);
        });
        items.sort(Comparator.comparing(Item::received).reversed());
        return items;
    }

    /** Who sent documents that can be attested, whoever sent most first; addresses in lower case. */
    public List<String> senders(Stock stock, int most) {
        var counts = new HashMap<String, Integer>();
        for (var item : of(stock, (group, _) -> group.canBeAttested())) counts.merge(item.sender(), 1, Integer::sum);
        return counts.entrySet().stream()
                .filter(one -> !one.getKey().isEmpty())
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Draws, unless a sample of today still holds: all of it must be there. */
    public List<Drawn> sample(Actor actor, AccountId account, Group group, List<Item> items) {
        return sample(actor, account, group.name(), items);
    }

    /** As above, of exactly what was chosen. */
    public List<Drawn> sample(Actor actor, AccountId account, long selection, List<Item> items) {
        return sample(actor, account, "s:" + selection, items);
    }

    private List<Drawn> sample(Actor actor, AccountId account, String key, List<Item> items) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var drawn = drawn(actor, account, key);
            var there = drawn.stream()
                    .allMatch(one ->
                            items.stream().anyMatch(item -> item.folder() == one.folder() && item.uid() == one.uid()));
            if (there && drawn.size() == Math.min(SAMPLE, items.size())) return drawn;
            draw(actor, account, key, items);
            return drawn(actor, account, key);
        }));
    }

    private List<Drawn> drawn(Actor actor, AccountId account, String key) {
        return jdbc.sql("select folder, uid, opened_at is not null from hygiene.sample where account = :account"
                        + " and owner = :owner and grp = :grp and drawn_at > :since order by folder, uid")
                .param("account", account.value())
                .param("owner", actor.account())
                .param("grp", key)
                .param("since", Timestamp.from(clock.instant().minus(GOOD_FOR)))
                .query((row, _) -> new Drawn(row.getInt(1), row.getLong(2), row.getBoolean(3)))
                .list();
    }

    private void draw(Actor actor, AccountId account, String key, List<Item> items) {
        forget(actor, account, key);
        var mixed = new ArrayList<>(items);
        Collections.shuffle(mixed);
        for (var item : mixed.subList(0, Math.min(SAMPLE, mixed.size())))
            jdbc.sql("insert into hygiene.sample (account, owner, grp, folder, uid, drawn_at)"
                            + " values (:account, :owner, :grp, :folder, :uid, :now)")
                    .param("account", account.value())
                    .param("owner", actor.account())
                    .param("grp", key)
                    .param("folder", item.folder())
                    .param("uid", item.uid())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
    }

    private void forget(Actor actor, AccountId account, String key) {
        jdbc.sql("delete from hygiene.sample where account = :account and owner = :owner and grp = :grp")
                .param("account", account.value())
                .param("owner", actor.account())
                .param("grp", key)
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
     * @param shown what the person was shown
     * @throws MailStore.Unavailable when the mail server does not answer; can be repeated
     */
    public Attested attest(Actor actor, Hosted mailbox, Group group, Shown shown) {
        if (!group.canBeAttested()) throw new IllegalArgumentException(group + " cannot be attested");
        return attest(actor, mailbox, meant(group), shown);
    }

    /** As above, for what was chosen. */
    public Attested attest(Actor actor, Hosted mailbox, long selection, Choice choice, Shown shown) {
        return attest(actor, mailbox, meant(selection, choice, mailbox.zone()), shown);
    }

    private Attested attest(Actor actor, Hosted mailbox, Meant meant, Shown shown) {
        var account = Rooms.account(mailbox);
        var stock = stocktaking.take(account);
        var items = of(stock, meant.holds());
        if (items.isEmpty() || !shown.fits(weight(items))) return new Attested.Changed();
        long left = sample(actor, account, meant.key(), items).stream()
                .filter(one -> !one.opened())
                .count();
        if (left > 0) return new Attested.SampleFirst(left);
        mark(stock, items);
        said(actor, account, meant, items.size());
        stocktaking.take(account);
        return new Attested.Done(items.size());
    }

    /**
     * Deletes what was chosen without a proof: with one reason for all of it.
     *
     * @throws MailStore.Unavailable when the mail server does not answer
     */
    public Cleanings.Ordered remove(Actor actor, Hosted mailbox, Choice choice, Cleanings.Terms terms) {
        return cleanings.order(actor, mailbox, chosen(choice, mailbox.zone()), terms);
    }

    /** What that would take. */
    public Weight weigh(Stock stock, Choice choice, ZoneId zone, Cleaning.Way way) {
        return cleanings.weigh(stock, chosen(choice, zone), way);
    }

    /** Of these messages together. */
    public static Weight weight(List<Item> items) {
        var sum = Weight.NONE;
        for (var item : items) sum = sum.plus(item);
        return sum;
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

    private void said(Actor actor, AccountId account, Meant meant, long messages) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            jdbc.sql("insert into hygiene.attestation (account, owner, owner_name, grp, what, messages, at)"
                            + " values (:account, :owner, :name, :grp, :what, :messages, :now)")
                    .param("account", account.value())
                    .param("owner", actor.account())
                    .param("name", actor.name())
                    .param("grp", meant.key())
                    .param("what", meant.words().isEmpty() ? null : rows.sealed(meant.words(), account))
                    .param("messages", messages)
                    .param("now", Timestamp.from(now))
                    .update();
            forget(actor, account, meant.key());
            events.publishEvent(new SensitiveAct(
                    actor.auditName(),
                    "hygiene.attest",
                    Cleanings.subject(account),
                    Map.of(),
                    told(meant, messages),
                    now));
        });
    }

    private static Map<String, String> told(Meant meant, long messages) {
        var told = new TreeMap<>(meant.told());
        told.put("messages", Long.toString(messages));
        return told;
    }
}
