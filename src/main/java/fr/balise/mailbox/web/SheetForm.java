package fr.balise.mailbox.web;

import fr.balise.mailbox.OperatorSheet;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * A sheet as it is typed.
 *
 * @param id 0 for a new sheet
 * @param domains separated by spaces, commas or line ends
 */
record SheetForm(
        long id,
        @Nullable String name,
        @Nullable String domains,
        @Nullable String support,
        @Nullable String form,
        @Nullable String hospitalIt,
        @Nullable Integer delayDays,
        @Nullable String procedure,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate verifiedOn) {

    static SheetForm empty() {
        return new SheetForm(0, null, null, null, null, null, null, null, null);
    }

    static SheetForm of(OperatorSheet sheet) {
        return new SheetForm(
                sheet.id(),
                sheet.name(),
                String.join("\n", sheet.domains()),
                sheet.support(),
                sheet.form(),
                sheet.hospitalIt(),
                sheet.delayDays(),
                sheet.procedure(),
                sheet.verifiedOn());
    }

    boolean complete() {
        return given(name) != null && !domainList().isEmpty() && (delayDays == null || delayDays > 0);
    }

    OperatorSheet sheet() {
        return new OperatorSheet(
                id,
                name == null ? "" : name.strip(),
                domainList(),
                given(support),
                given(form),
                given(hospitalIt),
                delayDays,
                given(procedure),
                verifiedOn);
    }

    private List<String> domainList() {
        if (domains == null) return List.of();
        return Arrays.stream(domains.toLowerCase(Locale.ROOT).split("[\\s,;]+"))
                .filter(domain -> !domain.isBlank())
                .distinct()
                .toList();
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
