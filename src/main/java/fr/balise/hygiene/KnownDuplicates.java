package fr.balise.hygiene;

import fr.balise.hygiene.Stock.Contents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Duplicates that were looked for lately, while no message came, went or was marked: counts follow who types. Memory does not grow with mailboxes. */
final class KnownDuplicates {
    /** Messages of all that are kept, eight octets each. */
    private static final int MOST = 2_000_000;

    /** What an entry weighs that holds none. */
    private static final int LEAST = 1_000;

    private final LinkedHashMap<List<Contents>, Duplicates> kept = new LinkedHashMap<>(16, .75f, true);
    private long weight;

    Duplicates of(Stock stock, List<Stock> beside) {
        var key = Stream.concat(Stream.of(stock), beside.stream())
                .map(Stock::contents)
                .toList();
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) return known;
        }
        var found = Duplicates.of(stock, beside);
        synchronized (kept) {
            if (kept.putIfAbsent(key, found) == null) weight += weight(found);
            for (var eldest = kept.entrySet().iterator(); weight > MOST && eldest.hasNext(); ) {
                weight -= weight(eldest.next().getValue());
                eldest.remove();
            }
        }
        return found;
    }

    private static int weight(Duplicates found) {
        return LEAST + found.size();
    }
}
