package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A doctor makes the chosen mailbox known; a colleague reads the code; a secretary dresses the documents. */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KitPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String SECRETARY = "Nadia Benali";

    @Autowired
    JdbcClient jdbc;

    /** The demo instance is shared with other tests, which choose too. */
    @BeforeAll
    void nothingIsChosen() {
        startOver();
    }

    @Test
    @Order(1)
    void whoeverChoseNothingIsLedToTheChoice() {
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK).to("/")) {
            assertThat(find(visit.page(), "home-kit")).hasCount(0);
            visit.to("/faire-connaitre");
            assertThat(find(visit.page(), "kit-none")).containsText("Choisissez d’abord votre boîte privilégiée");
            visit.picture("kit-none-390").isFit();
            assertThat(visit.page()
                            .request()
                            .get(origin() + "/faire-connaitre/tous/kit.zip")
                            .status())
                    .isEqualTo(404);
        }
    }

    /** The second half of journey J5, word for word. */
    @Test
    @Order(2)
    void fromTheChoiceToASignatureThatIsCopied() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/privilegiees")) {
            var page = visit.page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            find(page, "choose").click();
            assertThat(find(page, "seen")).containsText("Comment vos confrères vous voient : avant / après");
            var place = find(page, "seen-place").first();
            var chosen = place.locator("ul.rows:has(.badge) .address").first().innerText();
            place.getByText("Ma signature").click();
            page.waitForURL("**/faire-connaitre/*#signature");
            assertThat(find(page, "kit-signature").locator("h2")).hasText("Ma signature");
            var copy = find(page, "signature-copy");
            assertThat(copy).hasText("Copier");
            copy.click();
            assertThat(copy).hasText("Copiée");
            assertThat((String) page.evaluate("navigator.clipboard.readText()"))
                    .startsWith("Dr Camille LEFÈVRE\n")
                    .contains(chosen, "passez par Mon espace santé");
            var rich = (String) page.evaluate("""
                    navigator.clipboard.read().then(all => all[0].getType('text/html')).then(html => html.text())""");
            assertThat(rich).contains("<b>Dr Camille LEFÈVRE</b>", chosen);
            seeAll(visit);
            visit.picture("kit-1440").isFit();
            page.reload();
            assertThat(find(page, "signature-copy")).hasText("Copier");
            visit.to("/");
            assertThat(find(page, "home-kit")).isVisible();
        }
    }

    @Test
    @Order(3)
    void thePageBehindTheCodeShowsThePresentAddressToWhoeverHasItAndNothingOnceSwitchedOff() {
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK).to("/faire-connaitre");
                var colleague = Visit.at(chromium, origin(), 390, ColorScheme.LIGHT)) {
            var page = visit.page();
            seeAll(visit);
            visit.picture("kit-390").isFit();
            var link = find(page, "kit-url").innerText();
            var path = link.substring(link.indexOf("/bal/"));
            var address = find(page, "kit-address").innerText();

            var answer = colleague.page().request().get(origin() + path);
            assertThat(answer.headers()).containsEntry("x-robots-tag", "noindex, nofollow");
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
            colleague.to(path.toUpperCase().replace("/BAL/", "/bal/"));
            assertThat(find(colleague.page(), "signpost-address")).hasText(address);
            assertThat(colleague.page().locator("main")).containsText("Passez par Mon espace santé");
            assertThat(colleague.page().locator("meta[name=robots]")).hasAttribute("content", "noindex, nofollow");
            colleague.picture("link-390").isFit().isLight();

            find(page, "kit-link-turn").click();
            assertThat(find(page, "done")).containsText("Le lien est coupé");
            assertThat(find(page, "kit-qr")).hasCount(0);
            assertThat(page.request().get(origin() + "/faire-connaitre").text()).doesNotContain("/bal/");
            colleague.to(path);
            assertThat(find(colleague.page(), "signpost-none")).containsText("Cette page n’indique aucune adresse");
            colleague.picture("link-off-390").isFit();
            var unknown = colleague.page().request().get(origin() + "/bal/000000000000");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(colleague.page().request().get(origin() + path).status()).isEqualTo(404);

            find(page, "kit-link-turn").click();
            assertThat(find(page, "kit-url")).hasText(link);
            colleague.to(path);
            assertThat(find(colleague.page(), "signpost-address")).hasText(address);
        }
    }

    @Test
    @Order(4)
    void theKitSpeaksEnglishAndIsTakenAsAWhole() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.DARK).to("/faire-connaitre")) {
            var page = visit.page();
            find(page, "kit-tongue").nth(1).click();
            assertThat(find(page, "signature-text")).containsText("This address is for health professionals only.");
            seeAll(visit);
            visit.picture("kit-english-1440").isFit();
            var base = page.url().substring(0, page.url().indexOf('?'));
            var all = page.request().get(base + "/kit.zip?langue=en");
            assertThat(all.status()).isEqualTo(200);
            assertThat(all.body().length).isGreaterThan(100_000);
            assertThat(page.request().get(base + "/rien.pdf").status()).isEqualTo(404);
            assertThat(page.request().get(base + "/apercus/contact.vcf").status())
                    .isEqualTo(404);
        }
    }

    @Test
    @Order(5)
    void aSecretaryGivesTheDocumentsTheColourAndTheLogoOfThePractice() throws Exception {
        try (var visit = visit(SECRETARY, 1440, ColorScheme.LIGHT).to("/faire-connaitre")) {
            var page = visit.page();
            visit.picture("kit-secretary-1440");
            assertThat(find(page, "kit-look")).isVisible();
            assertThat(find(page, "kit-link-turn")).hasCount(0);
            find(page, "kit-colour").fill("#ffff00");
            find(page, "kit-dress").click();
            assertThat(page.locator("[role=alert]")).containsText("Cette couleur ne se lit pas sur du blanc");
            find(page, "kit-logo").setInputFiles(new FilePayload("logo.svg", "image/png", "<svg/>".getBytes()));
            find(page, "kit-dress").click();
            assertThat(page.locator("[role=alert]")).containsText("n’est pas une image PNG ou JPEG");
            find(page, "kit-colour").fill("#7a1f5c");
            find(page, "kit-logo").setInputFiles(new FilePayload("logo.png", "image/png", logo()));
            find(page, "kit-dress").click();
            assertThat(find(page, "done")).containsText("Vos documents ont cette apparence");
            assertThat(find(page, "signature-rich")).containsText("Dr Camille LEFÈVRE");
            assertThat((String) page.innerHTML("[data-test=signature-rich]")).contains("#7a1f5c");
            seeAll(visit);
            visit.picture("kit-dressed-1440").isFit();
        }
        assertThat(jdbc.sql("select count(*) from audit.entry where action = 'promotion.look'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    @Order(6)
    void thePageFollowsTheChoiceAndNeverShowsWhatIsNotPublic() {
        var doctor = jdbc.sql("select id from directory.person where national_id = ?")
                .param(nationalId(DOCTOR))
                .query(Long.class)
                .single();
        var code = jdbc.sql("select code from promotion.link where person = ? limit 1")
                .param(doctor)
                .query(String.class)
                .single();
        var other = "camille.lefevre@national-demo.mssante.fr";
        jdbc.sql("update promotion.preferred set address = ? where document is null and person = ?")
                .params(other, doctor)
                .update();
        try (var colleague =
                Visit.at(chromium, origin(), 1440, ColorScheme.DARK).to("/bal/" + code)) {
            assertThat(find(colleague.page(), "signpost-address")).hasText(other);
            colleague.picture("link-1440").isFit();
            assertThat(find(colleague.page(), "signpost-why")).hasCount(0);
            assertThat(unlisted(other, true)).isPositive();
            colleague.to("/bal/" + code);
            assertThat(find(colleague.page(), "signpost-address")).not().hasText(other);
            assertThat(find(colleague.page(), "signpost-why")).isVisible();
            colleague.picture("link-answered-1440").isFit();
            try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/faire-connaitre")) {
                assertThat(find(visit.page(), "kit-not-shown")).containsText("liste rouge");
            }
            unlisted(other, false);
            colleague.to("/bal/" + code);
            assertThat(find(colleague.page(), "signpost-address")).hasText(other);
        }
    }

    private int unlisted(String address, boolean unlisted) {
        return jdbc.sql("update directory.attachment set unlisted = ? where address_id ="
                        + " (select id from directory.address where display = ?)")
                .params(unlisted, address)
                .update();
    }

    /** Previews are loaded when they come into sight. */
    private static void seeAll(Visit visit) {
        var previews = find(visit.page(), "kit-preview");
        for (int i = 0; i < previews.count(); i++) {
            previews.nth(i).scrollIntoViewIfNeeded();
            loaded(visit.page(), i);
        }
    }

    private static void loaded(Page page, int number) {
        page.waitForFunction(
                "number => { const it = document.querySelectorAll('[data-test=kit-preview]')[number];"
                        + " return it.complete && it.naturalWidth > 0; }",
                number);
    }

    private static byte[] logo() throws Exception {
        var picture = new BufferedImage(300, 150, BufferedImage.TYPE_INT_RGB);
        for (int x = 20; x < 280; x++) for (int y = 60; y < 90; y++) picture.setRGB(x, y, 0x7a1f5c);
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
