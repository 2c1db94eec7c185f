package fr.balise.mailstore;

import fr.balise.identity.Secrets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How Balise itself gets into a hosted mailbox: a secret made for one login to one mailbox, good once and for half a minute, kept
 * nowhere but in the memory of this process. There is nothing that staff could hold or find.
 */
@Component
class InsidePasses {
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Pass> open = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system(); // not the clock that a demo moves

    private record Pass(AccountId account, Instant until) {}

    String issue(AccountId account) {
        var now = clock.instant();
        open.values().removeIf(pass -> pass.until().isBefore(now));
        var secret = new byte[32];
        RANDOM.nextBytes(secret);
        var shown = HexFormat.of().formatHex(secret);
        open.put(name(shown), new Pass(account, now.plus(GOOD_FOR)));
        return shown;
    }

    /** Whether the secret opens that mailbox; it never does again. */
    boolean take(AccountId account, String secret) {
        return Optional.ofNullable(open.remove(name(secret)))
                .filter(pass ->
                        pass.account().equals(account) && clock.instant().isBefore(pass.until()))
                .isPresent();
    }

    private static String name(String secret) {
        return HexFormat.of().formatHex(Secrets.hash(secret));
    }
}
