package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Use;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is inside a mailbox, as of a moment. */
public final class Stock {
    private final AccountId account;
    private final List<Shelf> shelves;
    private final List<ChunkKey> chunks;
    private final Function<ChunkKey, List<Item>> cache;
    private final Instant takenAt;

    Stock(
            AccountId account,
            List<Shelf> shelves,
            List<ChunkKey> chunks,
            Function<ChunkKey, List<Item>> cache,
            Instant takenAt) {
        this.account = account;
        this.shelves = List.copyOf(shelves);
        this.chunks = List.copyOf(chunks);
        this.cache = cache;
        this.takenAt = takenAt;
    }

    public AccountId account() {
        return account;
    }

    public List<Shelf> shelves() {
        return shelves;
    }

    /**
     * What two stocks with the same messages share.
     *
     * @param uses of folders, by their number: they decide which copy is the better one
     */
    record Contents(List<ChunkKey> chunks, Map<Integer, Use> uses) {}

    Contents contents() {
        return new Contents(chunks, shelves.stream().collect(Collectors.toUnmodifiableMap(Shelf::id, Shelf::use)));
    }

    public Instant takenAt() {
        return takenAt;
    }

    /** Tells each message with its folder; as many as there may be, a few thousand are in memory at a time. */
    public void each(BiConsumer<Shelf, Item> taker) {
        for (var key : chunks)
            for (var shelf : shelves)
                if (shelf.id() == key.folder()) cache.apply(key).forEach(item -> taker.accept(shelf, item));
    }

    public long messages() {
        return shelves.stream().mapToLong(Shelf::messages).sum();
    }

    public long octets() {
        return shelves.stream().mapToLong(Shelf::octets).sum();
    }
}
