package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.regex.Pattern.compile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import fr.balise.kernel.MailAddress;
import fr.balise.promotion.Question;
import fr.balise.promotion.Resolution;
import fr.balise.promotion.Resolver;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Hand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** J5, "Choisir et faire savoir", word for word: from the doctor's choice to the secretary's corrected address book. */
@NullUnmarked
class PromoteJourneyPageTests extends DemoPageTest {
    private static final String OLD = "lefevre.rabine@balise-demo.mssante.fr";

    @Autowired
    Resolver resolver;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,POINTER", "1440,KEYBOARD"})
    void chooseAndMakeKnown(int width, Hand hand) throws IOException {
        startOver();
        var chosen = theDoctorChooses(width, hand);
        theSecretaryChecksAnAddressBook(width, hand, chosen);
    }

    /** @return the address preferred at the practice in Vannes */
    private String theDoctorChooses(int width, Hand hand) {
        try (var visit = visit("Camille Lefèvre", width, ColorScheme.LIGHT).to("/mes-boites")) {
            var page = visit.page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            assertThat(find(page, "to-choices")).hasText("Choisir mes boîtes privilégiées");
            hand.press(find(page, "to-choices"));
            page.waitForURL("**/privilegiees");
            assertThat(page.locator("h1")).hasText("Choisir mes boîtes privilégiées");
            int preselected =
                    page.locator("[data-test=candidate] input:checked").count();
            assertThat(preselected)
                    .isGreaterThan(1)
                    .isEqualTo(find(page, "choice").count());
            assertThat(page.locator("[data-test=candidate]:has(input:checked) [data-test=reasons]"))
                    .hasCount(preselected);
            var validate = find(page, "choose");
            assertThat(validate).hasText("Valider ces " + preselected + " choix");
            hand.press(validate);
            assertThat(find(page, "seen").locator("h2"))
                    .hasText(compile("Comment vos confrères vous voient\\s: avant / après"));
            page.reload();
            assertThat(find(page, "seen-place")).hasCount(preselected);

            var place = find(page, "seen-place").first();
            var chosen = place.locator("ul.rows:has(.badge) .address").first().innerText();
            hand.press(place.getByText("Ma signature"));
            page.waitForURL("**/faire-connaitre/*#signature");
            assertThat(find(page, "kit-signature").locator("h2")).hasText("Ma signature");
            assertThat(find(page, "signature-text")).containsText(chosen);
            var copy = find(page, "signature-copy");
            assertThat(copy).hasText("Copier");
            hand.press(copy);
            assertThat(copy).hasText("Copiée");
            assertThat((String) page.evaluate("navigator.clipboard.readText()")).contains(chosen);
            page.reload();
            assertThat(copy).hasText("Copier");
            visit.isWellBehaved();
            return chosen;
        }
    }

    private void theSecretaryChecksAnAddressBook(int width, Hand hand, String chosen) throws IOException {
        try (var visit = visit("Nadia Benali", width, ColorScheme.LIGHT).to("/annuaire")) {
            var page = visit.page();
            assertThat(find(page, "to-books")).hasText("Vérifier un carnet d’adresses");
            hand.press(find(page, "to-books"));
            page.waitForURL("**/carnets");
            assertThat(page.locator("h1")).hasText("Vérifier un carnet d’adresses");
            find(page, "book-file")
                    .setInputFiles(new FilePayload("carnet.csv", "text/csv", book().getBytes(StandardCharsets.UTF_8)));
            hand.press(find(page, "book-send"));
            page.waitForURL("**/carnets/*");
            assertThat(find(page, "book-summary"))
                    .hasText(compile("40 adresses\\s: 31 à jour, 6 à remplacer, 2 homonymes à départager, 1 inconnue"));
            page.reload();
            assertThat(find(page, "book-summary")).containsText("6 à remplacer");
            hand.press(find(page, "book-take-all"));
            assertThat(find(page, "done")).containsText("6 adresses seront remplacées");
            choose(page, hand);
            choose(page, hand);
            assertThat(page.locator("[data-test=book-item][data-verdict=ambiguous]"))
                    .hasCount(0);
            var save = find(page, "book-download");
            assertThat(save).containsText("Télécharger le carnet corrigé");
            var file = page.waitForDownload(() -> hand.press(save));
            assertThat(Files.readString(file.path())).contains(chosen).doesNotContain(OLD);
            visit.isWellBehaved();
        }
    }

    /** Specialty, city, the end of the RPPS; nothing is preselected. */
    private static void choose(Page page, Hand hand) {
        var homonym =
                page.locator("[data-test=book-item][data-verdict=ambiguous]").first();
        int open = page.locator("[data-test=book-item][data-verdict=ambiguous]").count();
        assertThat(homonym.locator("input:checked")).hasCount(0);
        assertThat(homonym.locator("[data-test=book-offer]").count()).isGreaterThan(1);
        var offer = homonym.locator("[data-test=book-offer]").last();
        assertThat(offer).containsText(compile("RPPS \\S*\\d{3,4}"));
        assertThat(offer.locator(".hint")).containsText(compile(",.*,"));
        assertThat(offer.locator("[data-test=book-take]")).hasText("Choisir");
        hand.press(offer.locator("[data-test=book-take]"));
        assertThat(page.locator("[data-test=book-item][data-verdict=ambiguous]"))
                .hasCount(open - 1);
        page.reload();
        assertThat(page.locator("[data-test=book-item][data-verdict=ambiguous]"))
                .hasCount(open - 1);
    }

    /** Forty correspondents of the practice, as the directory of the demo makes them. */
    private String book() {
        var book = new StringBuilder("nom;prénom;email;rpps\n");
        book.append("LEFÈVRE;Camille;").append(OLD).append(";\n");
        sure(31).forEach(address -> book.append(";;").append(address).append(";\n"));
        for (var rpps : numbers(5)) book.append(";;;").append(rpps).append('\n');
        book.append("Martin;Pierre;pierre.martin@ancien.mssante.fr;\n");
        book.append("Lefevre;Camille;camille.lefevre@ancien.mssante.fr;\n");
        book.append("Personne;Inconnue;inconnue@ancien.mssante.fr;\n");
        return book.toString();
    }

    /** Addresses that are the answer to themselves. */
    private List<String> sure(int many) {
        return jdbc
                .sql(
                        "select distinct d.display from directory.address d join directory.attachment a on a.address_id = d.id"
                                + " where a.gone_since is null and not a.unlisted and a.person_id is not null and d.display not like '%lefevre%'"
                                + " order by 1")
                .query(String.class)
                .list()
                .stream()
                .filter(address ->
                        resolver.resolve(Question.about(MailAddress.parse(address))) instanceof Resolution.Use use
                                && use.asked()
                                && use.because().sure())
                .limit(many)
                .toList();
    }

    /** People whose one answer is sure, by number alone. */
    private List<String> numbers(int many) {
        return jdbc
                .sql(
                        "select national_id from directory.person where gone_since is null and national_id ~ '^8[0-9]{11}$'"
                                + " order by national_id desc")
                .query(String.class)
                .list()
                .stream()
                .filter(id -> Question.number(id)
                        .map(person -> resolver.resolve(Question.about(person)))
                        .filter(one -> one instanceof Resolution.Use use
                                && use.because().sure())
                        .isPresent())
                .limit(many)
                .map(id -> id.substring(1))
                .toList();
    }
}
