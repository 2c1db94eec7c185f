package fr.balise.directory.fhir;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How often one application may call. Kept in memory, for those seen last: a courtesy to others, not a lock. */
@Component
class Calls {
    private static final int CALLERS = 20_000;

    private final FhirSettings settings;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(256, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CALLERS;
        }
    };

    Calls(FhirSettings settings) {
        this.settings = settings;
    }

    /** Seconds to wait; 0 when the call may be made. */
    long secondsToWait(String caller) {
        var probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
    }

    private synchronized Bucket bucket(String caller) {
        return buckets.computeIfAbsent(
                caller,
                _ -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(settings.burst())
                                .refillGreedy(settings.callsPerSecond(), Duration.ofSeconds(1))
                                .build())
                        .build());
    }
}
