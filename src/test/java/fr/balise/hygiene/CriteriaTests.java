package fr.balise.hygiene;

import static fr.balise.hygiene.GroupTests.item;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Criteria.Attachment;
import fr.balise.hygiene.Criteria.Flags;
import fr.balise.hygiene.Item.Mark;
import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.MessageKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CriteriaTests {
    private static final Flags UNREAD = new Flags(false, null, null, null, null, null);

    private static Criteria received(@Nullable Instant from, @Nullable Instant before) {
        return new Criteria(from, before, null, "", 0, null, Flags.ANY, "", Set.of());
    }

    private static Criteria with(@Nullable Attachment attachment) {
        return new Criteria(null, null, null, "", 0, attachment, Flags.ANY, "", Set.of());
    }

    @Test
    void theFirstDayCountsAndTheLastOneDoesNot() {
        var item = item(MessageKind.LETTER, 10, Mark.SEEN);
        assertThat(received(item.received(), null).fits(item, Duplicates.NONE)).isTrue();
        assertThat(received(null, item.received()).fits(item, Duplicates.NONE)).isFalse();
        assertThat(received(null, item.received().plusSeconds(1)).fits(item, Duplicates.NONE))
                .isTrue();
    }

    @Test
    void aPartOfTheSenderIsEnoughWhateverItsCase() {
        var item = item(MessageKind.LETTER, 10);
        assertThat(new Criteria(null, null, null, " A@B.", 0, null, Flags.ANY, "", Set.of())
                        .fits(item, Duplicates.NONE))
                .isTrue();
        assertThat(new Criteria(null, null, null, "c@", 0, null, Flags.ANY, "", Set.of()).fits(item, Duplicates.NONE))
                .isFalse();
    }

    @Test
    void attachmentsAreToldApartByTypeAndName() {
        var plain = item(MessageKind.LETTER, 1);
        var pdf = attached(new Piece("scan.PDF", "application/octet-stream", 10));
        var zip = attached(new Piece("IHE_XDM.zip", "application/zip", 10));
        assertThat(with(Attachment.NONE).fits(plain, Duplicates.NONE)).isTrue();
        assertThat(with(Attachment.ANY).fits(plain, Duplicates.NONE)).isFalse();
        assertThat(with(Attachment.PDF).fits(pdf, Duplicates.NONE)).isTrue();
        assertThat(with(Attachment.PDF).fits(zip, Duplicates.NONE)).isFalse();
        assertThat(with(Attachment.ARCHIVE).fits(zip, Duplicates.NONE)).isTrue();
        assertThat(with(Attachment.IMAGE).fits(attached(new Piece("", "image/png", 1)), Duplicates.NONE))
                .isTrue();
    }

    private static Item attached(Piece piece) {
        var item = item(MessageKind.ATTACHMENT, 1);
        return new Item(1, 1, 100, item.received(), item.marks(), item.kind(), item.sender(), 0, "", List.of(piece));
    }

    @Test
    void whatSomebodyKeepsIsFoundAndNeverRemoved() {
        var kept = item(MessageKind.LETTER, 900, Mark.SEEN, Mark.KEPT);
        assertThat(Criteria.ALL.fits(kept, Duplicates.NONE)).isTrue();
        assertThat(Criteria.ALL.removes(kept, Duplicates.NONE)).isFalse();
    }

    @Test
    void aTypeOfDocumentIsOneOfThoseThatTheSenderTold() {
        var item = item(MessageKind.XDM, 1);
        var told = new Item(1, 1, 9, item.received(), 0, item.kind(), "a@b", 0, "11490-0,11502-2", List.of());
        var asked = new Criteria(null, null, null, "", 0, null, Flags.ANY, "11502-2", Set.of());
        assertThat(asked.fits(told, Duplicates.NONE)).isTrue();
        assertThat(asked.fits(item, Duplicates.NONE)).isFalse();
    }

    @Test
    void whatWasNotReadGoesOnlyWhereItWasAskedFor() {
        var unread = item(MessageKind.LETTER, 10);
        assertThat(Criteria.ALL.fits(unread, Duplicates.NONE)).isTrue();
        assertThat(Criteria.ALL.removes(unread, Duplicates.NONE)).isFalse();
        assertThat(new Criteria(null, null, null, "", 0, null, UNREAD, "", Set.of()).removes(unread, Duplicates.NONE))
                .isTrue();
    }
}
