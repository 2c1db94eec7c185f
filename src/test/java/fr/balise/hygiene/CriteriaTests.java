package fr.balise.hygiene;

import static fr.balise.hygiene.GroupTests.item;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Criteria.Attachment;
import fr.balise.hygiene.Item.Mark;
import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.MessageKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CriteriaTests {
    private static Criteria received(@Nullable Instant from, @Nullable Instant before) {
        return new Criteria(from, before, null, "", 0, null, null, null, null, null, Set.of());
    }

    private static Criteria with(@Nullable Attachment attachment) {
        return new Criteria(null, null, null, "", 0, attachment, null, null, null, null, Set.of());
    }

    @Test
    void theFirstDayCountsAndTheLastOneDoesNot() {
        var item = item(MessageKind.LETTER, 10, Mark.SEEN);
        assertThat(received(item.received(), null).fits(item)).isTrue();
        assertThat(received(null, item.received()).fits(item)).isFalse();
        assertThat(received(null, item.received().plusSeconds(1)).fits(item)).isTrue();
    }

    @Test
    void aPartOfTheSenderIsEnoughWhateverItsCase() {
        var item = item(MessageKind.LETTER, 10);
        assertThat(new Criteria(null, null, null, " A@B.", 0, null, null, null, null, null, Set.of()).fits(item))
                .isTrue();
        assertThat(new Criteria(null, null, null, "c@", 0, null, null, null, null, null, Set.of()).fits(item))
                .isFalse();
    }

    @Test
    void attachmentsAreToldApartByTypeAndName() {
        var plain = item(MessageKind.LETTER, 1);
        var pdf = attached(new Piece("scan.PDF", "application/octet-stream", 10));
        var zip = attached(new Piece("IHE_XDM.zip", "application/zip", 10));
        assertThat(with(Attachment.NONE).fits(plain)).isTrue();
        assertThat(with(Attachment.ANY).fits(plain)).isFalse();
        assertThat(with(Attachment.PDF).fits(pdf)).isTrue();
        assertThat(with(Attachment.PDF).fits(zip)).isFalse();
        assertThat(with(Attachment.ARCHIVE).fits(zip)).isTrue();
        assertThat(with(Attachment.IMAGE).fits(attached(new Piece("", "image/png", 1))))
                .isTrue();
    }

    private static Item attached(Piece piece) {
        var item = item(MessageKind.ATTACHMENT, 1);
        return new Item(1, 1, 100, item.received(), item.marks(), item.kind(), item.sender(), 0, List.of(piece));
    }

    @Test
    void whatWasNotReadGoesOnlyWhereItWasAskedFor() {
        var unread = item(MessageKind.LETTER, 10);
        assertThat(Criteria.ALL.fits(unread)).isTrue();
        assertThat(Criteria.ALL.removes(unread)).isFalse();
        assertThat(new Criteria(null, null, null, "", 0, null, false, null, null, null, Set.of()).removes(unread))
                .isTrue();
    }
}
