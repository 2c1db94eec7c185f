package fr.balise.identity.account;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How many wrong secrets one client address may show at one kind of door. Right ones cost nothing; after too many wrong ones no
 * secret is looked at for a while. The secrets are too long to be guessed: this keeps logs and database quiet.
 */
@Component
public class Guesses {
    /** Somebody who pastes the wrong link a few times stays welcome. */
    private static final int AT_ONCE = 20;

    private static final int PER_MINUTE = 10;
    private static final int CLIENTS = 10_000;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(256, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CLIENTS;
        }
    };

    public boolean exhausted(String door, String client) {
        return bucket(door, client).getAvailableTokens() == 0;
    }

    public void wrong(String door, String client) {
        bucket(door, client).tryConsume(1);
    }

    private synchronized Bucket bucket(String door, String client) {
        return buckets.computeIfAbsent(
                door + " " + client,
                _ -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(AT_ONCE)
                                .refillGreedy(PER_MINUTE, Duration.ofMinutes(1))
                                .build())
                        .build());
    }
}
