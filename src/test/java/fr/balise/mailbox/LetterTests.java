package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.RequestView.Letter;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

class LetterTests {
    private static final String THERE = "c.essai@hopital.mssante.fr";

    private static final String HEAD = "À l’attention de l’hôpital\nLe 12 novembre 2026";

    private final Practice practice = new Practice();

    @Test
    void namesAllThatTheOperatorNeeds() {
        var letter = letter(Kind.DEPUBLISH);
        assertThat(letter.subject()).isEqualTo("Demande de dépublication de la boîte " + THERE);
        assertThat(letter.body())
                .contains(
                        "Adresse\u00a0: " + THERE,
                        "Demandeur\u00a0: Dr Camille ESSAI",
                        "Numéro RPPS\u00a0: 99700000013",
                        "Structure\u00a0: Hôpital Nguyễn, FINESS 990000028, Vannes",
                        "publiée dans l’Annuaire Santé depuis au moins le 10 octobre 2026",
                        "Motif\u00a0: Mon activité au Hôpital Nguyễn n’apparaît plus dans l’annuaire depuis le 1er novembre 2026.")
                .doesNotContain("{", "null")
                .doesNotContain(" :", " ;", " ?", " !");
    }

    @Test
    void eachKindAsksForItsOwn() {
        assertThat(letter(Kind.DEPUBLISH).body()).contains("dépublier", "Elle n’est pas à supprimer");
        assertThat(letter(Kind.DELETE).body()).contains("supprimer définitivement", "récupérer mes messages");
        assertThat(letter(Kind.CORRECT).body()).contains("corriger le rattachement");
    }

    @Test
    void theRecipientIsToldEvenWhereNoContactIsKnown() {
        LocaleContextHolder.setLocale(java.util.Locale.FRANCE);
        try {
            assertThat(letter(Kind.DEPUBLISH).recipient()).contains("hopital.mssante.fr", "n’est pas connu");
            sheet("dsi@hopital.example", null);
            assertThat(letter(Kind.DEPUBLISH))
                    .satisfies(letter -> assertThat(letter.recipient()).contains("Hôpital d’essai", "DSI"))
                    .returns("dsi@hopital.example", Letter::contact);
            sheet(null, "https://hopital.example/formulaire");
            assertThat(letter(Kind.DEPUBLISH).form()).isEqualTo("https://hopital.example/formulaire");
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }

    @Test
    void theReminderNamesTheRequestAndTheNewestFile() {
        assertThat(letter(Kind.DEPUBLISH).reminder())
                .contains("Le 31 octobre 2026", "Annuaire Santé du 11 novembre 2026", THERE, "99700000013");
    }

    @Test
    void thePdfIsOnePageOfA4WithTitleLanguageAndEmbeddedFont() throws IOException {
        var letter = letter(Kind.DELETE);
        try (var pdf = Loader.loadPDF(new LetterPdf().of(HEAD, letter))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            var page = pdf.getPage(0);
            assertThat(page.getMediaBox().getWidth())
                    .isEqualTo(PDRectangle.A4.getWidth(), org.assertj.core.data.Offset.offset(1f));
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo(letter.subject());
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("fr-FR");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            for (var name : page.getResources().getFontNames())
                assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
            assertThat(text(pdf))
                    .contains("Nguyễn", "l’attention de l’hôpital", "supprimer définitivement", "99700000013", THERE);
        }
    }

    @Test
    void thePaperIsAddressedToTheOperatorAndNotToItsSender() {
        letter(Kind.DEPUBLISH);
        assertThat(LetterText.head(practice.box(THERE), Practice.TODAY))
                .isEqualTo("À l’attention de l’opérateur du domaine hopital.mssante.fr\nLe 12 novembre 2026");
        sheet("dsi@hopital.example", null);
        assertThat(LetterText.head(practice.box(THERE), Practice.TODAY))
                .startsWith("À l’attention de Hôpital d’essai\n");
    }

    @Test
    void accentsOfEveryNameInFranceArePrinted() throws IOException {
        var names = "Nguyễn Trần Bảo-Ngọc Kowalczyk Łucja Öztürk Škoda Siobhán Œuvre Lefèvre L’Haÿ";
        var pdf = new LetterPdf().of(HEAD, new Letter("À envoyer", null, null, "Objet", names, null));
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(text(document)).contains(names);
        }
    }

    @Test
    void aVeryLongLetterStaysOnItsPage() throws IOException {
        var body = "Une phrase assez longue pour remplir une ligne entière de la page.\n\n".repeat(40) + "FIN";
        try (var pdf = Loader.loadPDF(new LetterPdf().of(HEAD, new Letter("À", null, null, "Objet", body, null)))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(text(pdf)).contains("FIN");
        }
    }

    private void sheet(@org.jspecify.annotations.Nullable String it, @org.jspecify.annotations.Nullable String form) {
        practice.sheets.put(
                "hopital.mssante.fr",
                new OperatorSheet(
                        1, "Hôpital d’essai", List.of("hopital.mssante.fr"), null, form, it, null, null, null));
    }

    private Letter letter(Kind kind) {
        practice.requests.clear();
        if (practice.directory.listingsOfPerson(practice.doctor.id()).isEmpty())
            practice.directory.lists(
                    THERE,
                    practice.directory.situation(
                            practice.doctor,
                            practice.directory.structure("990000028", "Hôpital Nguyễn"),
                            InMemoryDirectory.LEFT));
        practice.sent(THERE, kind, 12);
        return practice.box(THERE).requests().getFirst().letter();
    }

    private static String text(PDDocument pdf) throws IOException {
        return new PDFTextStripper().getText(pdf);
    }
}
