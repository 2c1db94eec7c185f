package fr.balise.promotion.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ezvcard.Ezvcard;
import fr.balise.kernel.MailAddress;
import fr.balise.promotion.DocumentKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.jsoup.Jsoup;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class KitFilesTests {
    static final Set<KitFile> DRAWN = EnumSet.of(
            KitFile.QR, KitFile.BLOCK_PNG, KitFile.PICTURE_WIDE, KitFile.PICTURE_SQUARE, KitFile.PICTURE_BANNER);
    static final String PATIENTS = "Mon espace santé";

    static String text(KitFile file, Kit kit) {
        try {
            return Reopened.text(file, KitMaker.make(kit, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theKitOfAServiceNamesTheStructureTheDepartmentAndNobody() {
        for (var locale : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            var kit = SampleKits.ofStructure(locale);
            assertThat(KitFile.of(kit))
                    .contains(
                            KitFile.SIGNATURE_HTML, KitFile.LETTERHEAD_DOCX, KitFile.POSTER, KitFile.VCARD, KitFile.QR)
                    .doesNotContain(KitFile.BLOCK_PDF, KitFile.BLOCKS_24, KitFile.PROFILE, KitFile.PICTURE_WIDE);
            for (var file : KitFile.of(kit)) {
                if (DRAWN.contains(file)) continue;
                var text = text(file, kit).replaceAll("\\s+", " ");
                assertThat(Reopened.addresses(text))
                        .as(file.toString())
                        .containsExactly("cardiologie@ch-estuaire-demo.mssante.fr");
                assertThat(text)
                        .as(file.toString())
                        .contains(PATIENTS, "Centre hospitalier de l'Estuaire")
                        .doesNotContain("praticien", "practitioner", "m’écrire", "me répondre", "\"Person\"");
                if (file != KitFile.FOOTER && file != KitFile.VCARD)
                    assertThat(text).as(file.toString()).contains("Cardiologie");
            }
        }
    }

    @Test
    void theCardOfAServiceIsThatOfAnOrganisationAndSearchEnginesLearnOfOne() {
        var kit = SampleKits.ofStructure(Locale.FRENCH);
        var card = Ezvcard.parse(new String(KitMaker.make(kit, KitFile.VCARD), StandardCharsets.UTF_8))
                .first();
        assertThat(card.getFormattedName().getValue()).isEqualTo("Centre hospitalier de l'Estuaire");
        assertThat(card.getOrganization().getValues())
                .containsExactly("Centre hospitalier de l'Estuaire", "Cardiologie");
        assertThat(card.getStructuredName().getFamily()).isNullOrEmpty();
        assertThat(card.getTitles()).isEmpty();
        var snippet = new String(KitMaker.make(kit, KitFile.JSON_LD), StandardCharsets.UTF_8);
        var structure = JsonMapper.shared()
                .readTree(Jsoup.parse(snippet).selectFirst("script").data());
        assertThat(structure.at("/@type").asString()).isEqualTo("MedicalOrganization");
        assertThat(structure.at("/department/name").asString()).isEqualTo("Cardiologie");
        assertThat(structure.at("/contactPoint/email").asString()).startsWith("cardiologie@");
    }

    @Test
    void everyQrCodeIsReadAsTheLinkAndNothingElse() throws Exception {
        var kit = SampleKits.kit();
        for (var file : DRAWN)
            assertThat(Reopened.codes(KitMaker.make(kit, file)))
                    .as(file.toString())
                    .containsExactly(SampleKits.LINK.toString());
        for (var file : new KitFile[] {KitFile.LETTERHEAD_PDF, KitFile.CARD, KitFile.POSTER})
            assertThat(Reopened.codes(PdfPictures.dots(KitMaker.make(kit, file), 150)))
                    .as(file.toString())
                    .containsExactly(SampleKits.LINK.toString());
        assertThat(Reopened.codes(PdfPictures.dots(KitMaker.make(kit, KitFile.CARDS_10), 200)))
                .hasSize(10)
                .containsOnly(SampleKits.LINK.toString());
    }

    @Test
    void withoutALinkThereIsNoQrCodeAndNoLink() throws Exception {
        var kit = SampleKits.kit(
                SampleKits.content("Dr", "Camille", "LEFÈVRE", SampleKits.ADDRESS, Map.of(), null), Locale.FRENCH);
        assertThat(KitFile.of(kit)).doesNotContain(KitFile.QR);
        for (var file : KitFile.of(kit))
            if (!DRAWN.contains(file))
                assertThat(Reopened.text(file, KitMaker.make(kit, file)))
                        .as(file.toString())
                        .doesNotContain("/bal/");
    }

    @Test
    void picturesHaveTheSizesThatNetworksAskFor() throws Exception {
        var kit = SampleKits.kit();
        for (var file : new KitFile[] {KitFile.PICTURE_WIDE, KitFile.PICTURE_SQUARE, KitFile.PICTURE_BANNER}) {
            var picture = Reopened.picture(KitMaker.make(kit, file));
            assertThat(file.fileName()).contains(picture.getWidth() + "x" + picture.getHeight());
        }
    }

    @Test
    void printedMatterHasItsRealSizeOnOnePageWithEmbeddedFonts() throws Exception {
        var kit = SampleKits.kit();
        for (var sheet : Sheets.values())
            try (var document = Loader.loadPDF(sheet.of(kit))) {
                assertThat(document.getNumberOfPages()).isOne();
                var page = document.getPage(0);
                for (var name : page.getResources().getFontNames())
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                var text = Reopened.joined(Reopened.pdf(sheet.of(kit)));
                assertThat(text.split(SampleKits.ADDRESS.toString(), -1)).hasSize(sheet.blocks() + 1);
            }
        try (var block = Loader.loadPDF(Sheets.BLOCK.of(kit))) {
            var box = block.getPage(0).getMediaBox();
            assertThat(box.getWidth() / 72 * 25.4f).isBetween(99.0f, 99.2f);
            assertThat(box.getHeight() / 72 * 25.4f).isBetween(38.0f, 38.2f);
        }
    }

    @Test
    void aPdfTellsItsTitleItsLanguageAndItsParagraphs() throws Exception {
        var kit = SampleKits.kit(SampleKits.content(Map.of()), Locale.ENGLISH);
        try (var document = Loader.loadPDF(KitMaker.make(kit, KitFile.POSTER))) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Dr Camille LEFÈVRE");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
        }
    }

    @Test
    void everythingFitsEvenTheLongestNameAndAddressOnTheSmallestLabel() {
        var local = "marie-charlotte.de-la-rochefoucauld-montbel-de-saint-priest-et-1"; // 64 letters
        var long1 = SampleKits.content(
                "Dr",
                "Marie-Charlotte",
                "DE LA ROCHEFOUCAULD-MONTBEL DE SAINT-PRIEST",
                MailAddress.parse(local + "@centre-hospitalier-universitaire-armor.mssante.fr"),
                Map.of(
                        DocumentKind.LABORATORY, MailAddress.parse("resultats@chu-armor.mssante.fr"),
                        DocumentKind.IMAGING, MailAddress.parse("imagerie@chu-armor.mssante.fr")),
                SampleKits.LINK);
        for (var locale : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            var items = Block.items(SampleKits.kit(long1, locale), 9.5f);
            assertThat(Flow.lay(items, Paper.mm(40), Paper.mm(27), 1, 3.5f).fits())
                    .isTrue();
        }
    }

    @Test
    void exceptionsByKindOfDocumentAreSaidWithTheirOwnAddress() throws Exception {
        var other = MailAddress.parse("labo@exemple.mssante.fr");
        var kit = SampleKits.kit(SampleKits.content(Map.of(DocumentKind.LABORATORY, other)), Locale.FRENCH);
        for (var file :
                new KitFile[] {KitFile.SIGNATURE_TEXT, KitFile.LETTERHEAD_PDF, KitFile.BLOCK_PDF, KitFile.VCARD})
            assertThat(Reopened.text(file, KitMaker.make(kit, file)).replaceAll("\\s+", " "))
                    .contains("Résultats de biologie")
                    .contains(other.toString(), SampleKits.ADDRESS.toString());
    }

    @Test
    void theSignatureFetchesNothingAndEscapesWhatItIsGiven() {
        var odd = SampleKits.content(
                "", "<img src=x>", "O'CONNOR & \"FILS\"", SampleKits.ADDRESS, Map.of(), SampleKits.LINK);
        var html = new String(
                KitMaker.make(SampleKits.kit(odd, Locale.FRENCH), KitFile.SIGNATURE_HTML), StandardCharsets.UTF_8);
        var page = Jsoup.parseBodyFragment(html);
        assertThat(page.select("img, script, style, link, iframe, [style], [src], [background]"))
                .isEmpty();
        assertThat(page.text()).contains("<img src=x> O'CONNOR & \"FILS\"");
    }

    @Test
    void aWebSiteTellsSearchEnginesInTheWordsOfSchemaOrg() {
        var odd =
                SampleKits.content("Dr", "Camille", "</script>LEFÈVRE", SampleKits.ADDRESS, Map.of(), SampleKits.LINK);
        var snippet =
                new String(KitMaker.make(SampleKits.kit(odd, Locale.FRENCH), KitFile.JSON_LD), StandardCharsets.UTF_8);
        var script = Jsoup.parse(snippet).selectFirst("script[type=application/ld+json]");
        var person = JsonMapper.shared().readTree(script.data());
        assertThat(person.at("/familyName").asString()).isEqualTo("</script>LEFÈVRE");
        assertThat(person.at("/contactPoint/email").asString()).isEqualTo(SampleKits.ADDRESS.toString());
        assertThat(person.at("/worksFor/address/addressLocality").asString()).isEqualTo("VANNES");
    }

    @Test
    void theFooterHasALineOfOnesOwnAndOneForTheFieldsOfRecordSoftware() {
        var lines = PlainTexts.footer(SampleKits.kit()).split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("Dr Camille LEFÈVRE – Messagerie sécurisée MSSanté\u00a0: camille");
        assertThat(lines[1])
                .contains("[Nom du praticien]", "[Adresse MSSanté du praticien]")
                .doesNotContain("@");
    }

    @Test
    void theOpenDocumentIsKnownByItsFirstOctetsAndListsAllItsParts() throws Exception {
        var odt = KitMaker.make(SampleKits.kit(), KitFile.LETTERHEAD_ODT);
        var head = new String(odt, 0, 90, StandardCharsets.ISO_8859_1);
        assertThat(head.substring(30, 38)).isEqualTo("mimetype");
        assertThat(head.substring(38)).startsWith("application/vnd.oasis.opendocument.text");
        var parts = new HashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(odt))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(parts).containsKeys("content.xml", "styles.xml", "meta.xml", "Pictures/qr.png");
        for (var part : parts.keySet())
            if (!part.equals("mimetype") && !part.equals("META-INF/manifest.xml"))
                assertThat(parts.get("META-INF/manifest.xml")).contains("full-path=\"" + part + "\"");
        assertThat(parts.get("styles.xml")).contains("page-width=\"21cm\"", SampleKits.ADDRESS.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docx", "odt"})
    void libreOfficeOpensTheLetterWhereItIsInstalled(String kind, @TempDir Path folder) throws Exception {
        var soffice = Stream.of("/usr/bin/soffice", "/usr/bin/libreoffice")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst();
        assumeTrue(soffice.isPresent());
        var file = KitFile.named("entete." + kind).orElseThrow();
        Files.write(folder.resolve(file.fileName()), KitMaker.make(SampleKits.kit(), file));
        var run = new ProcessBuilder(
                        soffice.get(),
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        "pdf",
                        file.fileName())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
        var pdf = Files.readAllBytes(folder.resolve("entete.pdf"));
        try (var opened = Loader.loadPDF(pdf)) {
            assertThat(opened.getNumberOfPages()).isOne();
            assertThat(opened.getPage(0).getMediaBox().getHeight()).isBetween(841f, 843f);
        }
        assertThat(Reopened.pdf(pdf)).contains("Dr Camille LEFÈVRE", SampleKits.ADDRESS.toString(), "[Votre texte]");
        assertThat(Reopened.codes(PdfPictures.dots(pdf, 150))).containsExactly(SampleKits.LINK.toString());
    }

    @Test
    void theArchiveHoldsEveryFileOnce() throws Exception {
        var kit = SampleKits.kit();
        var names = new HashSet<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(KitMaker.all(kit)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                assertThat(names.add(entry.getName())).isTrue();
        }
        assertThat(names).hasSize(KitFile.values().length);
    }
}
