package fr.balise.hygiene;

import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import fr.balise.record.SameDocuments;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Messages of which a better copy stays [L-M4]: the same Message-ID, sender and kind, and attachments of the same names, types and
 * sizes, as a Message-ID alone is the word of whoever wrote it; or the same documents, octet for octet, where they were read. Of those
 * that hang together the best one never goes. Pure; a pass over the numbers, and one over those that come twice.
 */
public final class Duplicates {
    public static final Duplicates NONE = new Duplicates(new long[0]);

    /** What makes two messages the same: there are two ways, and a message may be known by both. */
    private sealed interface Same {
        record Message(long identity, String sender, MessageKind kind, List<Piece> pieces) implements Same {}

        record Documents(long print) implements Same {}

        /** What was sent is a copy of what came back, and none of what was passed on. */
        static List<Same> of(Shelf shelf, Item item) {
            var message = new Message(item.identity(), item.sender(), item.kind(), item.pieces());
            if (!comparable(shelf, item)) return List.of(message);
            var documents = new Documents(item.print());
            return item.identity() == 0 ? List.of(documents) : List.of(message, documents);
        }

        private static boolean comparable(Shelf shelf, Item item) {
            return item.print() != 0 && item.print() != SameDocuments.NONE && shelf.use() != Use.SENT;
        }

        /** Numbers that two such messages share. */
        static void numbers(Shelf shelf, Item item, LongConsumer taker) {
            if (item.identity() != 0) taker.accept(item.identity());
            if (comparable(shelf, item)) taker.accept(item.print());
        }
    }

    private record Copy(Shelf shelf, Item item) {
        /** The one that stays is the lowest. */
        static final Comparator<Copy> BETTER = Comparator.comparing((Copy one) -> !one.item.kept())
                .thenComparing(one -> !one.item.flagged())
                .thenComparing(one -> one.shelf.use() == Use.TRASH || one.shelf.use() == Use.JUNK)
                .thenComparing(one -> one.item.proof())
                .thenComparing(one -> one.item.seen())
                .thenComparing(one -> one.item.received())
                .thenComparing(one -> one.item.folder())
                .thenComparing(one -> one.item.uid());
    }

    /** In rising order. */
    private final long[] surplus;

    private Duplicates(long[] surplus) {
        this.surplus = surplus;
    }

    /** @param beside other mailboxes, whose copies stay: active ones, of the same legal controller */
    static Duplicates of(Stock stock, List<Stock> beside) {
        var here = numbers(stock);
        var twice = twice(here);
        for (var other : beside)
            for (long number : numbers(other)) if (Arrays.binarySearch(here, number) >= 0) twice.add(number);
        if (twice.isEmpty()) return NONE;
        var elsewhere = new HashSet<Same>();
        for (var other : beside)
            other.each((shelf, item) -> {
                if (isTwice(twice, shelf, item) && stays(shelf)) elsewhere.addAll(Same.of(shelf, item));
            });
        var best = new HashMap<Same, Copy>();
        stock.each((shelf, item) -> {
            if (!isTwice(twice, shelf, item) || shelf.use() == Use.DRAFTS) return;
            for (var same : Same.of(shelf, item))
                best.merge(same, new Copy(shelf, item), (one, two) -> Copy.BETTER.compare(one, two) <= 0 ? one : two);
        });
        return new Duplicates(surplus(stock, twice, best, elsewhere));
    }

    private static boolean isTwice(Set<Long> twice, Shelf shelf, Item item) {
        return item.identity() != 0 && twice.contains(item.identity())
                || Same.comparable(shelf, item) && twice.contains(item.print());
    }

    private static boolean stays(Shelf shelf) {
        return switch (shelf.use()) {
            case TRASH, JUNK, DRAFTS -> false;
            case ARCHIVE, SENT, OTHER -> true;
        };
    }

    /** A copy goes for a better one alone: whatever hangs together by one way or the other, the best of it stays. */
    private static long[] surplus(Stock stock, Set<Long> twice, Map<Same, Copy> best, Set<Same> elsewhere) {
        var surplus = LongStream.builder();
        stock.each((shelf, item) -> {
            if (!isTwice(twice, shelf, item) || shelf.use() == Use.DRAFTS || shelf.use() == Use.SENT) return;
            for (var same : Same.of(shelf, item)) {
                var stays = best.get(same);
                boolean isBest =
                        stays != null && stays.item.folder() == item.folder() && stays.item.uid() == item.uid();
                if (!isBest && stays != null && stays(stays.shelf) || elsewhere.contains(same)) {
                    surplus.add(place(item));
                    return;
                }
            }
        });
        return surplus.build().sorted().toArray();
    }

    /** In rising order. */
    private static long[] numbers(Stock stock) {
        var found = LongStream.builder();
        stock.each((shelf, item) -> Same.numbers(shelf, item, found::add));
        return found.build().sorted().toArray();
    }

    private static Set<Long> twice(long[] rising) {
        var twice = new HashSet<Long>();
        for (int n = 1; n < rising.length; n++) if (rising[n] == rising[n - 1]) twice.add(rising[n]);
        return twice;
    }

    private static long place(Item item) {
        return ((long) item.folder() << Integer.SIZE) | item.uid();
    }

    /** Whether a better copy of it stays. */
    public boolean has(Item item) {
        return Arrays.binarySearch(surplus, place(item)) >= 0;
    }

    int size() {
        return surplus.length;
    }
}
