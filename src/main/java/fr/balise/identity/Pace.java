package fr.balise.identity;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often each of many may do one thing. Kept in memory, for those seen last: a courtesy to others, not a lock. */
public final class Pace {
    private final int atOnce;
    private final int refill;
    private final Duration per;
    private final Map<String, Bucket> buckets;

    /**
     * @param known how many are remembered; whoever was seen longest ago is forgotten, and begins anew
     * @param atOnce how often without a pause
     * @param refill how often more, spread over each {@code per}
     */
    public Pace(int known, int atOnce, int refill, Duration per) {
        this.atOnce = atOnce;
        this.refill = refill;
        this.per = per;
        buckets = new LinkedHashMap<>(256, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > known;
            }
        };
    }

    /** Takes one turn. Seconds to wait; 0 when it was there. */
    public long secondsToWait(String who) {
        var probe = bucket(who).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
    }

    /** Looks without taking. */
    public boolean isExhausted(String who) {
        return bucket(who).getAvailableTokens() == 0;
    }

    private synchronized Bucket bucket(String who) {
        return buckets.computeIfAbsent(
                who,
                _ -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(atOnce)
                                .refillGreedy(refill, per)
                                .build())
                        .build());
    }
}
