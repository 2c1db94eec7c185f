package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.HowFull.Closed;
import fr.balise.hygiene.HowFull.Holds;
import fr.balise.hygiene.HowFull.Known;
import fr.balise.hygiene.HowFull.Unseen;
import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class HowFullTests {
    private static final Instant THEN = Instant.parse("2026-03-12T13:05:00Z");

    private static HowFull percent(long used, @Nullable Instant fullSince) {
        return new Known(new Room(used, 100, fullSince, 70));
    }

    @Test
    void theWorstComesFirstWhereverItIsHeldAndWhatNobodyCanKnowComesLast() {
        var order = List.of(
                percent(97, THEN), // refuses mail now, whatever the percents say
                percent(99, null),
                percent(40, null),
                percent(3, null),
                new Holds(900_000_000),
                new Holds(5),
                new Unseen(),
                new Closed());
        var mixed = new ArrayList<>(order.reversed());
        mixed.sort(HowFull.WORST_FIRST);
        assertThat(mixed).isEqualTo(order);
        mixed = new ArrayList<>(List.of(
                order.get(4),
                order.get(7),
                order.get(2),
                order.get(0),
                order.get(6),
                order.get(3),
                order.get(5),
                order.get(1)));
        mixed.sort(HowFull.WORST_FIRST);
        assertThat(mixed).isEqualTo(order);
    }

    @Test
    void aPhotoPromisesNoPercentsWhereItsOperatorToldNoQuota() {
        assertThat(photo(240, 0, THEN)).isEqualTo(new Holds(240));
        assertThat(photo(240, 1_000, THEN)).isEqualTo(new Known(new Room(240, 1_000, null, 70)));
        assertThat(photo(0, 0, null)).isEqualTo(new Unseen());
    }

    private static HowFull photo(long used, long quota, @Nullable Instant at) {
        return new Photo(1, 7, MailAddress.parse("a@peer.mssante.fr"), used, quota, at, null, null).howFull(70);
    }
}
