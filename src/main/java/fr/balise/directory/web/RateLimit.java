package fr.balise.directory.web;

import fr.balise.directory.search.SearchSettings;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How often one client address may search. Kept in memory, for the clients seen last: a courtesy to others, not a lock. */
@Component
class RateLimit {
    private static final int CLIENTS = 20_000;

    private final SearchSettings settings;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(256, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CLIENTS;
        }
    };

    RateLimit(SearchSettings settings) {
        this.settings = settings;
    }

    /** Seconds to wait; 0 when the search may be made. */
    long secondsToWait(String client) {
        var probe = bucket(client).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
    }

    private synchronized Bucket bucket(String client) {
        return buckets.computeIfAbsent(
                client,
                _ -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(settings.burst())
                                .refillGreedy(settings.requestsPerMinute(), Duration.ofMinutes(1))
                                .build())
                        .build());
    }
}
