package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import fr.balise.testing.DemoPageTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A secretary works through an address book. */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BooksPageTests extends DemoPageTest {
    private static final String SECRETARY = "Nadia Benali";

    private static final String BOOK = """
            nom;prénom;email
            D'HEROUVILLE;Jean-Baptiste;jean-baptiste.d-herouville@balise-demo.mssante.fr
            Martin;Pierre;pierre.martin@ancien.mssante.fr
            Nguyen;Thi-Ha;thi-ha.nguyen@balise-demo.mssante.fr
            Personne;Inconnue;inconnue@ancien.mssante.fr
            """;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void fromTheBeginning() {
        startOver();
    }

    @Test
    @Order(1)
    void whatCannotBeReadIsSaidPlainlyWithItsLine() {
        try (var visit = visit(SECRETARY, 1440, ColorScheme.LIGHT).to("/annuaire")) {
            var page = visit.page();
            find(page, "to-books").click();
            page.waitForURL("**/carnets");
            visit.picture("books-1440").isAccessible().fitsItsWidth().isWellBehaved();
            send(page, "carnet.csv", "nom;email\nA;a@x.mssante.fr\n\"B;b\n");
            assertThat(page.locator("[role=alert]")).containsText("ligne 2");
        }
    }

    @Test
    @Order(2)
    void aBookIsWorkedThroughItemByItemAndDownloaded() throws IOException {
        preferAnother();
        try (var visit = visit(SECRETARY, 1440, ColorScheme.DARK).to("/carnets")) {
            var page = visit.page();
            send(page, "carnet.csv", BOOK);
            page.waitForURL("**/carnets/*");
            assertThat(find(page, "book-summary")).containsText("4 adresses");
            assertThat(find(page, "book-item")).hasCount(3);
            visit.picture("book-1440").isAccessible().fitsItsWidth();
            find(page, "book-take-all").click();
            assertThat(find(page, "done")).containsText("1 adresse sera remplacée");
            var homonyms = page.locator("[data-test=book-item][data-verdict=ambiguous]");
            assertThat(homonyms).hasCount(1);
            assertThat(homonyms.locator("input:checked")).hasCount(0);
            int offers = homonyms.locator("[data-test=book-offer]").count();
            assertThat(offers).isGreaterThan(1);
            var chosen =
                    homonyms.locator("[data-test=book-offer] .address").last().textContent();
            homonyms.locator("[data-test=book-take]").last().click();
            page.locator("[data-test=book-item][data-verdict=unknown] [data-test=book-keep]")
                    .click();
            assertThat(find(page, "book-item")).hasCount(0);
            assertThat(find(page, "book-next")).containsText("Tout est revu");
            visit.picture("book-done-1440").isAccessible().isWellBehaved();
            var download =
                    page.waitForDownload(() -> find(page, "book-download").click());
            assertThat(download.suggestedFilename()).isEqualTo("carnet-corrige.csv");
            assertThat(Files.readString(download.path()))
                    .contains("Martin;Pierre;" + chosen, "thi-ha.nguyen@ch-golfe-demo.mssante.fr", "inconnue@ancien")
                    .doesNotContain("pierre.martin@ancien");
        }
    }

    /** What a colleague decided: her mailbox at the hospital. */
    private void preferAnother() {
        jdbc.sql("insert into promotion.preferred (person, prepared, address, decided_at, decided_by, by_name, before)"
                        + " select id, false, 'thi-ha.nguyen@ch-golfe-demo.mssante.fr', now(), 1, 'Essai', '{}' from directory.person"
                        + " where national_id = ?")
                .param(nationalId("Thi-Hà"))
                .update();
    }

    @Test
    @Order(3)
    void onAPhoneByCardsAndErasedAtOnce() {
        try (var visit = visit(SECRETARY, 390, ColorScheme.LIGHT).to("/carnets")) {
            var page = visit.page();
            send(page, "carnet.vcf", """
                    BEGIN:VCARD
                    VERSION:3.0
                    N:Martin;Pierre;;;
                    FN:Pierre Martin
                    END:VCARD
                    """);
            page.waitForURL("**/carnets/*");
            assertThat(find(page, "book-offer").first()).isVisible();
            visit.picture("book-390").isAccessible().fitsItsWidth().isWellBehaved();
            var there = page.url();
            find(page, "book-erase").click();
            page.waitForURL("**/carnets");
            assertThat(page.request().get(there).status()).isEqualTo(404);
        }
    }

    @Test
    @Order(4)
    void toAnybodyElseABookDoesNotExist() {
        long book =
                jdbc.sql("select max(id) from promotion.book").query(Long.class).single();
        try (var visit = visit("Loïc Guéguen", 1440, ColorScheme.LIGHT)) {
            var page = visit.to("/carnets").page();
            var token = page.locator("input[name=_csrf]").first().getAttribute("value");
            for (var path : new String[] {"", "/corrige"})
                assertThat(page.request()
                                .get(origin() + "/carnets/" + book + path)
                                .status())
                        .isEqualTo(404);
            for (var act : new String[] {"/choix", "/tout", "/effacer"}) {
                var form =
                        FormData.create().set("_csrf", token).set("number", "0").set("choice", "-1");
                assertThat(page.request()
                                .post(
                                        origin() + "/carnets/" + book + act,
                                        RequestOptions.create().setForm(form))
                                .status())
                        .as(act)
                        .isEqualTo(404);
            }
        }
    }

    private static void send(Page page, String name, String book) {
        find(page, "book-file").setInputFiles(new FilePayload(name, "text/csv", book.getBytes(StandardCharsets.UTF_8)));
        find(page, "book-send").click();
    }
}
