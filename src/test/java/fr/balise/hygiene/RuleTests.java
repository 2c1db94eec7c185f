package fr.balise.hygiene;

import static fr.balise.hygiene.GroupTests.item;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Item.Mark;
import fr.balise.hygiene.Rule.Kind;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a rule takes, and when it waits. */
class RuleTests {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static Rule rule(Kind kind, int days, @Nullable String folder, long expected) {
        return new Rule(1, new AccountId(1), kind, days, folder, 1, "Test", NOW, expected, null, null);
    }

    private static Shelf shelf(Use use) {
        return new Shelf(1, use.name(), use, 1, 1, 1, 1, 1);
    }

    @Test
    void noRuleTakesADocumentWithoutProofNorWhatIsUnreadKeptOrImportant() {
        for (var rule : Kind.values())
            for (var use : Use.values())
                for (var kind : MessageKind.values()) {
                    var one = rule(rule, 30, null, 0);
                    if (kind.isDocument())
                        assertThat(one.takes(item(kind, 900, Mark.SEEN), shelf(use), NOW))
                                .isFalse();
                    for (var marks :
                            List.of(new Mark[] {Mark.FILED}, new Mark[] {Mark.SEEN, Mark.FILED, Mark.KEPT}, new Mark[] {
                                Mark.SEEN, Mark.FILED, Mark.FLAGGED
                            }))
                        assertThat(one.takes(item(kind, 900, marks), shelf(use), NOW))
                                .isFalse();
                }
    }

    @Test
    void ageAndFolderBothHold() {
        var receipts = rule(Kind.RECEIPTS, 30, null, 0);
        assertThat(receipts.takes(item(MessageKind.RECEIPT, 31, Mark.SEEN), shelf(Use.OTHER), NOW))
                .isTrue();
        assertThat(receipts.takes(item(MessageKind.RECEIPT, 30, Mark.SEEN), shelf(Use.OTHER), NOW))
                .isFalse();
        assertThat(rule(Kind.RECEIPTS, 30, "Ailleurs", 0)
                        .takes(item(MessageKind.RECEIPT, 31, Mark.SEEN), shelf(Use.OTHER), NOW))
                .isFalse();
    }

    @Test
    void filedResultsGoAndOtherFiledDocumentsStay() {
        var results = rule(Kind.FILED_RESULTS, 90, null, 0);
        assertThat(results.takes(item(MessageKind.LABORATORY, 91, Mark.SEEN, Mark.FILED), shelf(Use.OTHER), NOW))
                .isTrue();
        assertThat(results.takes(item(MessageKind.XDM, 91, Mark.SEEN, Mark.FILED), shelf(Use.OTHER), NOW))
                .isFalse();
    }

    @Test
    void failuresWaitForAPersonWhereverTheyLie() {
        for (var kind : List.of(MessageKind.INTEGRATION_FAILURE, MessageKind.NON_DELIVERY))
            assertThat(rule(Kind.THROWN, 30, null, 0)
                            .takes(item(kind, 900, Mark.SEEN, Mark.FILED), shelf(Use.TRASH), NOW))
                    .isFalse();
    }

    @Test
    void theFirstRunTakesWhatWasShownAndLaterOnesSomeTimesWhatIsUsual() {
        assertThat(rule(Kind.RECEIPTS, 30, null, 800).brake(List.of())).isEqualTo(850);
        assertThat(rule(Kind.RECEIPTS, 30, null, 0).brake(List.of())).isEqualTo(50);
        assertThat(rule(Kind.RECEIPTS, 30, null, 0).brake(Collections.nCopies(9, 40L)))
                .isEqualTo(200);
        assertThat(rule(Kind.RECEIPTS, 30, null, 0).brake(List.of(2L, 900L)))
                .as("one odd day")
                .isEqualTo(50);
    }
}
