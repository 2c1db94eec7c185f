package fr.balise.hygiene;

import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Messages of which a better copy stays [L-M4]: the same Message-ID, sender and kind, and attachments of the same names, types and
 * sizes. A Message-ID alone is the word of whoever wrote it. Pure; a pass over the identities, and one over those that come twice.
 */
public final class Duplicates {
    public static final Duplicates NONE = new Duplicates(Set.of());

    /** What makes two messages the same. */
    private record Same(long identity, String sender, MessageKind kind, List<Piece> pieces) {
        static Same of(Item item) {
            return new Same(item.identity(), item.sender(), item.kind(), item.pieces());
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

    private final Set<Long> surplus;

    private Duplicates(Set<Long> surplus) {
        this.surplus = surplus;
    }

    /** @param beside other mailboxes, whose copies stay: active ones, of the same legal controller */
    static Duplicates of(Stock stock, List<Stock> beside) {
        var here = identities(stock);
        var twice = twice(here);
        for (var other : beside)
            for (long identity : identities(other)) if (Arrays.binarySearch(here, identity) >= 0) twice.add(identity);
        if (twice.isEmpty()) return NONE;
        var elsewhere = new HashSet<Same>();
        for (var other : beside)
            other.each((shelf, item) -> {
                if (twice.contains(item.identity()) && stays(shelf)) elsewhere.add(Same.of(item));
            });
        var best = new HashMap<Same, Copy>();
        stock.each((shelf, item) -> {
            if (twice.contains(item.identity()) && shelf.use() != Use.DRAFTS)
                best.merge(
                        Same.of(item),
                        new Copy(shelf, item),
                        (one, two) -> Copy.BETTER.compare(one, two) <= 0 ? one : two);
        });
        return new Duplicates(surplus(stock, twice, best, elsewhere));
    }

    private static boolean stays(Shelf shelf) {
        return switch (shelf.use()) {
            case TRASH, JUNK, DRAFTS -> false;
            case ARCHIVE, SENT, OTHER -> true;
        };
    }

    private static Set<Long> surplus(Stock stock, Set<Long> twice, Map<Same, Copy> best, Set<Same> elsewhere) {
        var surplus = new HashSet<Long>();
        stock.each((shelf, item) -> {
            if (!twice.contains(item.identity()) || shelf.use() == Use.DRAFTS || shelf.use() == Use.SENT) return;
            var same = Same.of(item);
            var stays = best.get(same);
            boolean isBest = stays != null && stays.item.folder() == item.folder() && stays.item.uid() == item.uid();
            if (!isBest && stays != null && stays(stays.shelf) || elsewhere.contains(same)) surplus.add(place(item));
        });
        return surplus;
    }

    /** In rising order; messages without one are left out. */
    private static long[] identities(Stock stock) {
        var found = LongStream.builder();
        stock.each((_, item) -> {
            if (item.identity() != 0) found.add(item.identity());
        });
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
        return surplus.contains(place(item));
    }
}
