package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Use;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What was found stands while the mailbox is the same, and no longer. */
@NullUnmarked
class KnownDuplicatesTests {
    private final KnownDuplicates known = new KnownDuplicates();
    private final AtomicInteger looks = new AtomicInteger();

    private Stock stock(long account, long version, Use use) {
        var id = new AccountId(account);
        return new Stock(
                id,
                List.of(new Shelf(1, "Dossier", use, 1, 9, 9, 0, 0)),
                List.of(new ChunkKey(id, 1, 0, version)),
                _ -> {
                    looks.incrementAndGet();
                    return List.of();
                },
                Instant.EPOCH);
    }

    private boolean isLookedFor(Stock stock, List<Stock> beside) {
        int before = looks.get();
        known.of(stock, beside);
        return looks.get() > before;
    }

    @Test
    void theSameMailboxIsLookedThroughOnce() {
        assertThat(isLookedFor(stock(1, 1, Use.OTHER), List.of())).isTrue();
        assertThat(isLookedFor(stock(1, 1, Use.OTHER), List.of())).isFalse();
        assertThat(isLookedFor(stock(2, 1, Use.OTHER), List.of()))
                .as("another mailbox")
                .isTrue();
    }

    @Test
    void whatChangedIsLookedThroughAnew() {
        known.of(stock(1, 1, Use.OTHER), List.of());
        assertThat(isLookedFor(stock(1, 2, Use.OTHER), List.of()))
                .as("messages")
                .isTrue();
        assertThat(isLookedFor(stock(1, 2, Use.TRASH), List.of()))
                .as("use of a folder")
                .isTrue();
        assertThat(isLookedFor(stock(1, 2, Use.TRASH), List.of(stock(2, 1, Use.OTHER))))
                .as("a mailbox beside")
                .isTrue();
        assertThat(isLookedFor(stock(1, 2, Use.TRASH), List.of(stock(2, 2, Use.OTHER))))
                .as("messages beside")
                .isTrue();
    }
}
