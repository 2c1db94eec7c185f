package fr.balise.mailbox.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.testing.DemoPageTest;
import java.time.ZoneId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Staff note that a structure agreed in writing, see it, and withdraw it. */
@NullUnmarked
class AgreementPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String STAFF = "Inès Marchal";
    private static final String HERE = "lefevre.rabine@balise-demo.mssante.fr";

    @Autowired
    Openings openings;

    @BeforeAll
    void aMailboxThatIsHeldHere() {
        openings.open(
                MailAddress.parse(HERE),
                MailboxType.PER,
                new Owner.OfPerson(new NationalPersonId(nationalId(DOCTOR))),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
    }

    @Test
    void anAgreementIsNotedListedAndWithdrawn() {
        try (var visit = visit(STAFF, 1440, ColorScheme.LIGHT).to("/operateur")) {
            var page = visit.page();
            find(page, "staff-accords").click();
            page.waitForURL("**/operateur/accords");
            find(page, "agreement-address").fill("personne@balise-demo.mssante.fr");
            find(page, "agreement-use").first().check();
            find(page, "agreement-by").fill("Mme Le Goff, directrice");
            find(page, "agreement-on").fill("2026-11-03");
            find(page, "agreement-reference").fill("Courrier 2026-118");
            find(page, "agreement-save").click();
            assertThat(page.locator("[role=alert]").first()).containsText("n’est pas celle d’une boîte tenue ici");
            assertThat(find(page, "agreement-by")).hasValue("Mme Le Goff, directrice");
            find(page, "agreement-address").fill(HERE);
            find(page, "agreement-save").click();
            assertThat(page.locator("main")).containsText("L’accord est noté.");
            assertThat(find(page, "agreement")).containsText("Mme Le Goff, directrice");
            assertThat(find(page, "agreement-state")).hasText("En vigueur");
            visit.picture("agreements-1440").isAccessible().fitsItsWidth();
        }
        try (var visit = visit(STAFF, 390, ColorScheme.DARK).to("/operateur/accords")) {
            visit.picture("agreements-390").isAccessible().fitsItsWidth().isWellBehaved();
            find(visit.page(), "agreement-revoke").click();
            assertThat(find(visit.page(), "agreement-state")).containsText("Retiré le");
            assertThat(find(visit.page(), "agreement-revoke")).hasCount(0);
            visit.isAccessible();
        }
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT).to("/operateur/accords")) {
            assertThat(find(visit.page(), "error")).hasAttribute("data-status", "403");
        }
    }
}
