package fr.balise.mailbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.OperatorSheet;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SheetFormTests {
    @Test
    void domainsAreReadHoweverTheyAreSeparatedOnceEachInLowerCase() {
        assertThat(form("Opérateur", " A.example, b.example;\na.EXAMPLE\r\n", 3)
                        .sheet()
                        .domains())
                .containsExactly("a.example", "b.example");
    }

    @Test
    void aNameAndADomainAreNeededAndADelayIsPositive() {
        assertThat(form("Opérateur", "a.example", null).complete()).isTrue();
        assertThat(form(" ", "a.example", null).complete()).isFalse();
        assertThat(form("Opérateur", " , ", null).complete()).isFalse();
        assertThat(form("Opérateur", null, null).complete()).isFalse();
        assertThat(form("Opérateur", "a.example", 0).complete()).isFalse();
        assertThat(SheetForm.empty().complete()).isFalse();
    }

    @Test
    void whatIsLeftBlankStaysUnknown() {
        var sheet = new SheetForm(7, " Opérateur ", "a.example", " ", "", null, null, "\n", null).sheet();
        assertThat(sheet)
                .isEqualTo(new OperatorSheet(7, "Opérateur", List.of("a.example"), null, null, null, null, null, null));
    }

    @Test
    void aSheetGoesThroughTheFormUnchanged() {
        var sheet = new OperatorSheet(
                7,
                "Opérateur",
                List.of("a.example", "b.example"),
                "aide@a.example",
                "https://a.example/form",
                "dsi@a.example",
                10,
                "Par courriel",
                LocalDate.of(2026, 11, 1));
        assertThat(SheetForm.of(sheet).sheet()).isEqualTo(sheet);
    }

    private static SheetForm form(@Nullable String name, @Nullable String domains, @Nullable Integer delay) {
        return new SheetForm(0, name, domains, null, null, null, delay, null, null);
    }
}
