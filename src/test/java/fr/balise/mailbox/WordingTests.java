package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordingTests {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 4);

    private final Wording wording = Practice.wording();

    @Test
    void aMessageToSomebodyWhoseLanguageNobodyKnowsHasItsSubjectInBoth() {
        for (var words : List.of(
                Words.of("mailbox.reminder.subject", DAY),
                Words.of("mailbox.unused.mail.subject"),
                Words.of("mailbox.redirect.subject"),
                Words.of("mailbox.check.mail.subject"),
                Words.of("mailbox.notice.subject"))) {
            var french = wording.of(words, Locale.FRANCE);
            var english = wording.of(words, Locale.UK);
            assertThat(french).isNotEqualTo(english).doesNotContain(" / ");
            assertThat(wording.subject(words))
                    .isEqualTo(french + " / " + english)
                    .hasSizeLessThan(200);
        }
        assertThat(wording.subject(Words.of("mailbox.reminder.subject", DAY)))
                .isEqualTo(
                        "Suppression d’une boîte aux lettres le 4 décembre 2026 / Deletion of a mailbox on 4 December 2026");
    }

    @Test
    void itsTextIsFrenchThenEnglish() {
        assertThat(Wording.letter(Locale::getLanguage)).isEqualTo("fr\n\n-- \n\nen\n");
    }
}
