package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MailStore.Folder;
import fr.balise.mailstore.MailStore.NoSuchFolder;
import fr.balise.mailstore.OpenMailbox;
import fr.balise.mailstore.OpenMailbox.Changes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Knows what is inside hosted mailboxes: everything is looked at once, later only what changed [RFC7162]. Whatever is killed in the middle
 * goes on from the last chunk that was written.
 */
@Service
public class Stocktaking {
    private final ObjectProvider<MailStore> store;
    private final StockRows rows;
    private final ChunkCache cache;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    /** One look at a mailbox at a time in this process; two processes write the same twice. */
    private final List<Object> turns =
            IntStream.range(0, 64).mapToObj(_ -> new Object()).toList();

    Stocktaking(
            ObjectProvider<MailStore> store,
            StockRows rows,
            ChunkCache cache,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.store = store;
        this.rows = rows;
        this.cache = cache;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** As it was when it was last taken; without any folder before. Asks no server. */
    public Stock last(AccountId account) {
        return new Stock(
                account,
                rows.shelves(account),
                rows.chunks(account),
                cache::get,
                rows.takenAt(account).orElse(java.time.Instant.EPOCH));
    }

    /** Whether it was ever taken to its end. Asks no server. */
    boolean isKnown(AccountId account) {
        return rows.takenAt(account).isPresent();
    }

    /** Is told now and then how far it is. */
    interface Told {
        /** @param done messages of {@code total} */
        void reached(long done, long total);
    }

    /**
     * As it is now. Goes over the network: hold no transaction.
     *
     * @throws MailStore.Unavailable when the mail server does not answer; {@link #last} is what is known then
     */
    public Stock take(AccountId account) {
        return take(account, (_, _) -> {});
    }

    Stock take(AccountId account, Told told) {
        synchronized (turns.get((int) (account.value() % turns.size()))) {
            var now = clock.instant();
            try (var mailbox = store.getObject().open(account)) {
                new Turn(account, mailbox, told).everything();
            }
            transaction.executeWithoutResult(_ -> rows.taken(account, now));
            return last(account);
        }
    }

    /**
     * Notes what was read of documents. What changed, or was numbered anew, since then is left as it is.
     *
     * @param shelf as it was when they were read
     * @param prints by UID
     */
    void learned(AccountId account, Shelf shelf, long number, Map<Long, Long> prints) {
        synchronized (turns.get((int) (account.value() % turns.size()))) {
            var key = rows.chunk(account, shelf, number);
            boolean same = rows.shelves(account).stream()
                    .anyMatch(one -> one.id() == shelf.id() && one.uidValidity() == shelf.uidValidity());
            if (key.isEmpty() || !same) return;
            rows.learned(
                    key.get(),
                    cache.get(key.get()).stream()
                            .map(item -> item.awaitsPrint() && prints.containsKey(item.uid())
                                    ? item.printed(Objects.requireNonNull(prints.get(item.uid())))
                                    : item)
                            .toList());
        }
    }

    private final class Turn {
        private final AccountId account;
        private final OpenMailbox mailbox;
        private final Told told;
        private long seen;
        private long total;

        Turn(AccountId account, OpenMailbox mailbox, Told told) {
            this.account = account;
            this.mailbox = mailbox;
            this.told = told;
        }

        void everything() {
            rows.removeOutdated(account);
            var known = rows.shelves(account).stream()
                    .collect(Collectors.toMap(Shelf::name, shelf -> shelf, (one, _) -> one, HashMap::new));
            int next = known.values().stream().mapToInt(Shelf::id).max().orElse(0) + 1;
            var folders = mailbox.folders();
            total = folders.stream().mapToLong(Folder::messages).sum();
            long behind = 0;
            for (var folder : folders) {
                var shelf = known.remove(folder.name());
                if (shelf == null) shelf = anew(next++, folder);
                try {
                    upToDate(shelf, folder);
                } catch (NoSuchFolder meanwhile) {
                    known.put(folder.name(), shelf);
                }
                behind += folder.messages();
                seen = behind;
                told.reached(seen, total);
            }
            known.values().forEach(gone -> rows.remove(account, gone));
        }

        private Shelf anew(int id, Folder folder) {
            var shelf = new Shelf(id, folder.name(), folder.use(), folder.uidValidity(), 0, 0, 0, 0);
            rows.put(account, shelf);
            return shelf;
        }

        private void upToDate(Shelf shelf, Folder folder) {
            if (isSame(shelf, folder)) return;
            var now = shelf;
            if (shelf.uidValidity() != folder.uidValidity()) now = emptied(shelf, folder);
            else if (shelf.listedTo() > 0) {
                var changes = mailbox.changes(folder.name(), shelf.uidValidity(), shelf.modSeq());
                if (changes instanceof Changes.Anew) now = emptied(shelf, folder);
                else changed(shelf, changes);
            }
            now = listed(now, folder);
            var sum = rows.sum(account, now);
            // Whatever was missed, or came in between, is found when all flags are asked for the next time.
            rows.put(
                    account,
                    now.as(
                            folder.use(),
                            sum.messages() == folder.messages() ? folder.modSeq() : 0,
                            sum.messages(),
                            sum.octets()));
        }

        private boolean isSame(Shelf shelf, Folder folder) {
            return folder.modSeq() > 0
                    && shelf.modSeq() == folder.modSeq()
                    && shelf.uidValidity() == folder.uidValidity()
                    && shelf.listedTo() >= folder.uidNext() - 1
                    && shelf.use() == folder.use();
        }

        private Shelf emptied(Shelf shelf, Folder folder) {
            var empty = new Shelf(shelf.id(), shelf.name(), folder.use(), folder.uidValidity(), 0, 0, 0, 0);
            transaction.executeWithoutResult(_ -> {
                rows.removeChunks(account, shelf);
                rows.put(account, empty);
            });
            return empty;
        }

        private void changed(Shelf shelf, Changes changes) {
            switch (changes) {
                case Changes.Some(var flags, var gone) ->
                    rewrite(
                            shelf,
                            key -> flags.keySet().stream().anyMatch(uid -> ChunkKey.number(uid) == key.number())
                                    || gone.stream()
                                            .anyMatch(range -> ChunkKey.number(range.from()) <= key.number()
                                                    && ChunkKey.number(range.to()) >= key.number()),
                            flags,
                            uid -> gone.stream().anyMatch(range -> range.holds(uid)));
                case Changes.All(var flags) -> rewrite(shelf, _ -> true, flags, uid -> !flags.containsKey(uid));
                case Changes.Anew _ -> throw new IllegalStateException("asked before");
            }
        }

        private void rewrite(
                Shelf shelf, Predicate<ChunkKey> touched, Map<Long, Set<String>> flags, Predicate<Long> gone) {
            for (var key : rows.chunks(account, shelf)) {
                if (!touched.test(key)) continue;
                var before = cache.get(key);
                var after = new ArrayList<Item>(before.size());
                for (var item : before)
                    if (!gone.test(item.uid())) {
                        var now = flags.get(item.uid());
                        after.add(now == null ? item : item.marked(now));
                    }
                if (!after.equals(before)) rows.write(account, shelf, key.number(), after);
            }
        }

        /** What was never told, chunk by chunk. */
        private Shelf listed(Shelf shelf, Folder folder) {
            if (shelf.listedTo() >= folder.uidNext() - 1) return shelf;
            var filling = new Filling(shelf);
            mailbox.list(folder.name(), shelf.listedTo(), message -> filling.add(Item.of(shelf.id(), message)));
            return filling.end(Math.max(folder.uidNext() - 1, shelf.listedTo()));
        }

        private final class Filling {
            private Shelf shelf;
            private final TreeMap<Long, Item> items = new TreeMap<>();
            private long number = -1;

            Filling(Shelf shelf) {
                this.shelf = shelf;
            }

            void add(Item item) {
                seen++;
                if (number != ChunkKey.number(item.uid())) {
                    write();
                    told.reached(seen, total);
                    number = ChunkKey.number(item.uid());
                    rows.chunk(account, shelf, number)
                            .ifPresent(key -> cache.get(key).forEach(one -> items.put(one.uid(), one)));
                }
                items.put(item.uid(), item);
            }

            private void write() {
                if (items.isEmpty()) return;
                shelf = shelf.upTo(items.lastKey());
                transaction.executeWithoutResult(_ -> {
                    rows.write(account, shelf, number, List.copyOf(items.values()));
                    rows.put(account, shelf);
                });
                items.clear();
            }

            Shelf end(long listedTo) {
                write();
                return shelf.upTo(Math.max(listedTo, shelf.listedTo()));
            }
        }
    }
}
