package fr.balise.identity.demo;

import fr.balise.identity.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Things behind random words that soon end. In memory: a demo is one process, and its logins take seconds. */
final class ShortLived<T> {
    /** The oldest goes when somebody asks for more: a demo that is flooded forgets instead of falling. */
    private static final int MOST = 10_000;

    private final Duration life;
    private final InstantSource clock;
    private final Map<String, Held<T>> held = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Held<T>> eldest) {
            return size() > MOST;
        }
    };

    private record Held<T>(T thing, Instant until) {}

    ShortLived(Duration life, InstantSource clock) {
        this.life = life;
        this.clock = clock;
    }

    synchronized String put(T thing) {
        var word = Secrets.fresh();
        held.put(word, new Held<>(thing, clock.instant().plus(life)));
        return word;
    }

    synchronized Optional<T> get(String word) {
        return alive(held.get(word));
    }

    /** Once only. */
    synchronized Optional<T> take(String word) {
        return alive(held.remove(word));
    }

    private Optional<T> alive(@Nullable Held<T> one) {
        return one == null || clock.instant().isAfter(one.until()) ? Optional.empty() : Optional.of(one.thing());
    }
}
