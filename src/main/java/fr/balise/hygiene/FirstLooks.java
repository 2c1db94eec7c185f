package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * The first look at a mailbox goes over all of it, seconds for a hundred thousand messages: it is done beside the page that asks for it,
 * which says how far it is. One that is cut off goes on where it was when somebody asks again ({@link Stocktaking}).
 */
@Service
public class FirstLooks {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLooks.class);

    /** Most mailboxes are seen within it, and nobody meets a bar. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    /** @param done messages seen, of {@code total}; 0 while that is not known */
    public record Going(long done, long total) {
        /** 0 to 100, or -1 while nobody knows. */
        public int percent() {
            return total <= 0 ? -1 : (int) Math.clamp(done * 100 / total, 0, 100);
        }
    }

    /** A look that failed is not begun again by each of a page's questions: the page is told that the server does not answer. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final class Look {
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile Going going = new Going(0, 0);
        private volatile @Nullable Instant failedAt;

        boolean isOver(Instant now) {
            var at = failedAt;
            return at != null && at.plus(REST).isBefore(now);
        }
    }

    private final Stocktaking stocktaking;
    private final InstantSource clock;
    private final Map<AccountId, Look> looks = new ConcurrentHashMap<>();

    FirstLooks(Stocktaking stocktaking, InstantSource clock) {
        this.stocktaking = stocktaking;
        this.clock = clock;
    }

    /** How far the first look is, which begins with this question; empty once it is over, or when the mail server does not answer. */
    public Optional<Going> going(AccountId account) {
        if (stocktaking.isKnown(account)) return Optional.empty();
        var now = clock.instant();
        looks.values().removeIf(one -> one.isOver(now));
        var look = looks.computeIfAbsent(account, this::begun);
        try {
            return look.end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.empty()
                    : Optional.of(look.going);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(look.going);
        }
    }

    private Look begun(AccountId account) {
        var look = new Look();
        Thread.ofVirtual().name("first-look-" + account.value()).start(() -> {
            try {
                stocktaking.take(account, (done, total) -> look.going = new Going(done, total));
                looks.remove(account);
            } catch (Unavailable | NoSuchElementException notNow) {
                look.failedAt = clock.instant();
                LOG.info("stock of mailbox {} is taken later: {}", account, notNow.getMessage());
            } catch (RuntimeException broken) {
                look.failedAt = clock.instant();
                LOG.warn("stock of mailbox {} was not taken", account, broken);
            } finally {
                look.end.countDown();
            }
        });
        return look;
    }
}
