package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class TallyTests {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant START = Instant.parse("2024-12-30T12:00:00Z");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Shelf INBOX = new Shelf(0, "INBOX", Use.OTHER, 9, 0, 0, 0, 0);
    private static final Shelf TRASH = new Shelf(0, "Trash", Use.TRASH, 8, 0, 0, 0, 0);

    private static void told(Tally tally, int from, int to) {
        for (int n = from; n < to; n++)
            tally.add(
                    n % 3 == 0 ? TRASH : INBOX,
                    new Item(
                            0,
                            n,
                            1_000 + n,
                            START.plus(Duration.ofDays(n)),
                            0,
                            n % 2 == 0 ? MessageKind.PDF : MessageKind.LETTER,
                            "a" + n % 40 + "@peer.mssante.fr",
                            0,
                            "",
                            List.of()));
    }

    private static Tally before() {
        var tally = new Tally(PARIS);
        told(tally, 0, 130);
        return tally;
    }

    @Test
    void whatWasPutAsideGoesOnAsIfItHadNeverStopped() throws Exception {
        var whole = before();
        told(whole, 130, 400);
        var midway = new PhotoWork.Midway(START, before().sums(), Set.of("Archives"), "INBOX", 9, 129);
        var read = JSON.readValue(JSON.writeValueAsBytes(midway), PhotoWork.Midway.class);
        assertThat(read).isEqualTo(midway);
        var again = new Tally(PARIS, read.sums());
        told(again, 130, 400);
        assertThat(again.picture()).isEqualTo(whole.picture());
        assertThat(again.picture().years().keySet()).containsExactly(2024, 2025, 2026);
        assertThat(again.whole().messages()).isEqualTo(400);
    }

    @Test
    void aPictureIsReadAsItWasWritten() throws Exception {
        var picture = before().picture();
        assertThat(picture.senders()).hasSize(StoragePicture.SENDERS);
        assertThat(picture.otherSenders().messages()).isPositive();
        assertThat(JSON.readValue(JSON.writeValueAsBytes(picture), StoragePicture.class))
                .isEqualTo(picture);
    }

    @Test
    void whatPrintsSumsTellsNoName() {
        assertThat(before().sums().toString()).doesNotContain("peer");
    }
}
