package fr.balise.hygiene;

import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Chunks that were looked at lately, up to a fixed number of messages: memory does not grow with mailboxes. */
@Component
class ChunkCache {
    /** About forty megabytes. */
    private static final int MOST = 250_000;

    private final StockRows rows;
    private final LinkedHashMap<ChunkKey, List<Item>> kept = new LinkedHashMap<>(64, .75f, true);
    private int items;

    ChunkCache(StockRows rows) {
        this.rows = rows;
    }

    List<Item> get(ChunkKey key) {
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) return known;
        }
        var read = rows.read(key);
        synchronized (kept) {
            if (kept.putIfAbsent(key, read) == null) items += read.size();
            for (var eldest = kept.entrySet().iterator(); items > MOST && eldest.hasNext(); ) {
                items -= eldest.next().getValue().size();
                eldest.remove();
            }
        }
        return read;
    }
}
