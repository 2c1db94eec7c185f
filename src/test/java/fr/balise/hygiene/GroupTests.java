package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Group.Safety;
import fr.balise.hygiene.Item.Mark;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can go, as sentences. */
class GroupTests {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    static Item item(MessageKind kind, int daysAgo, Mark... marks) {
        int bits = Arrays.stream(marks).mapToInt(Mark::bit).sum();
        return new Item(
                1, 1, 1_000, NOW.minus(Duration.ofDays(daysAgo)), bits, kind, "a@b.mssante.fr", 0, "", List.of());
    }

    private static Group of(Item item, Use folder) {
        return Group.of(item, folder, NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofDays(365)));
    }

    @Test
    void whatWasNotReadIsKeptWhereverItLies() {
        for (var use : Use.values())
            for (var kind : MessageKind.values())
                assertThat(of(item(kind, 900), use)).isEqualTo(Group.KEEP);
    }

    @Test
    void whatSomebodyKeepsIsKeptWhereverItLies() {
        for (var use : Use.values())
            for (var kind : MessageKind.values())
                assertThat(of(item(kind, 900, Mark.SEEN, Mark.FILED, Mark.KEPT), use))
                        .isEqualTo(Group.KEEP);
    }

    @Test
    void aNewsletterGoesOnceItIsAMonthOld() {
        assertThat(of(item(MessageKind.NEWSLETTER, 31, Mark.SEEN), Use.OTHER)).isEqualTo(Group.NEWSLETTERS);
        assertThat(of(item(MessageKind.NEWSLETTER, 29, Mark.SEEN), Use.OTHER)).isEqualTo(Group.KEEP);
    }

    @Test
    void whatIsMarkedImportantIsKept() {
        assertThat(of(item(MessageKind.LETTER, 900, Mark.SEEN, Mark.FLAGGED), Use.TRASH))
                .isEqualTo(Group.KEEP);
    }

    @Test
    void aDocumentWithoutProofIsNeverSafe() {
        for (var use : Use.values())
            for (var kind : MessageKind.values())
                if (kind.isDocument())
                    assertThat(of(item(kind, 900, Mark.SEEN), use).safety())
                            .as(kind + " in " + use)
                            .isNotEqualTo(Safety.SAFE);
    }

    @Test
    void aFailedFilingIsNeverSafeEvenIfItIsSaidToBeFiled() {
        for (var use : new Use[] {Use.TRASH, Use.JUNK, Use.OTHER})
            assertThat(of(item(MessageKind.INTEGRATION_FAILURE, 900, Mark.SEEN, Mark.FILED), use))
                    .isEqualTo(Group.FAILURES);
    }

    @Test
    void aFiledDocumentIsSafeOnceItIsAMonthOld() {
        assertThat(of(item(MessageKind.XDM, 31, Mark.SEEN, Mark.FILED), Use.OTHER))
                .isEqualTo(Group.FILED);
        assertThat(of(item(MessageKind.XDM, 29, Mark.SEEN, Mark.FILED), Use.OTHER))
                .isEqualTo(Group.KEEP);
    }

    @Test
    void documentsWithoutProofAreToldApartByWhatTheyAre() {
        assertThat(of(item(MessageKind.XDM, 3, Mark.SEEN), Use.OTHER)).isEqualTo(Group.REPORTS);
        assertThat(of(item(MessageKind.LABORATORY, 3, Mark.SEEN), Use.OTHER)).isEqualTo(Group.RESULTS);
        assertThat(of(item(MessageKind.PDF, 3, Mark.SEEN), Use.OTHER)).isEqualTo(Group.ATTACHMENTS);
        assertThat(of(item(MessageKind.PDF, 3, Mark.SEEN), Use.TRASH)).isEqualTo(Group.THROWN_DOCUMENTS);
    }

    @Test
    void aLetterGoesWhenItIsOldOrThrownAway() {
        assertThat(of(item(MessageKind.LETTER, 400, Mark.SEEN), Use.OTHER)).isEqualTo(Group.OLD_LETTERS);
        assertThat(of(item(MessageKind.LETTER, 300, Mark.SEEN), Use.OTHER)).isEqualTo(Group.KEEP);
        assertThat(of(item(MessageKind.LETTER, 1, Mark.SEEN), Use.TRASH)).isEqualTo(Group.TRASH);
        assertThat(of(item(MessageKind.LETTER, 1, Mark.SEEN), Use.JUNK)).isEqualTo(Group.JUNK);
    }

    @Test
    void whatPatientsWroteAndWhatWasSentIsKept() {
        assertThat(of(item(MessageKind.PATIENT, 900, Mark.SEEN), Use.OTHER)).isEqualTo(Group.KEEP);
        assertThat(of(item(MessageKind.LETTER, 900, Mark.SEEN), Use.SENT)).isEqualTo(Group.KEEP);
        assertThat(of(item(MessageKind.LETTER, 900, Mark.SEEN), Use.DRAFTS)).isEqualTo(Group.KEEP);
    }

    @Test
    void whateverCanBeAttestedNeedsAWordAndIsNotSafe() {
        for (var group : Group.values()) {
            if (group.canBeAttested()) assertThat(group.needsWord()).isTrue();
            if (group.needsWord()) assertThat(group.safety()).isEqualTo(Safety.CHECK);
        }
    }
}
