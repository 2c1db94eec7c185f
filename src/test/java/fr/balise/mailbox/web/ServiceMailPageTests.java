package fr.balise.mailbox.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where staff see what becomes of mail to postmaster@ and abuse@. */
@NullUnmarked
class ServiceMailPageTests extends DemoPageTest {
    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "390,DARK"})
    void staffSeeWhereItArrivesAndMakeAPasswordForIt(int width, ColorScheme scheme) {
        try (var visit = visit("Inès Marchal", width, scheme).to("/operateur")) {
            var page = visit.page();
            find(page, "staff-postmaster").click();
            page.waitForURL("**/operateur/postmaster");
            assertThat(find(page, "service-address").first()).hasText("postmaster@balise-demo.mssante.fr");
            assertThat(find(page, "service-address").nth(1)).hasText("abuse@balise-demo.mssante.fr");
            page.locator("#device").fill("Poste " + width);
            find(page, "service-make").click();
            assertThat(find(page, "password-secret")).isVisible();
            visit.picture("service-mail-" + width).isFit();
            page.locator("#copy").fill("personne@balise-demo.mssante.fr");
            find(page, "service-copy-set").click();
            assertThat(page.locator("main [role=alert]")).containsText("ne tient pas de boîte active");
            assertThat(find(page, "service-copy")).hasText("Personne n’en reçoit de copie.");
        }
    }
}
