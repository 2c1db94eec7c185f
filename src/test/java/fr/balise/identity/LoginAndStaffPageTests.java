package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of login, delegations and staff, as they look and as they are pressed. */
class LoginAndStaffPageTests extends DemoPageTest {

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "768,DARK", "390,LIGHT", "640,LIGHT"})
    void thePagesBeforeTheLoginAreFit(int width, ColorScheme scheme) {
        try (var visit = Visit.at(chromium, origin(), width, scheme)) {
            fit(visit.to("/connexion").picture("login-" + width + "-" + scheme));
            fit(visit.to("/connexion?refus=niveau").picture("login-refused-" + width + "-" + scheme));
            fit(visit.to("/connexion/par/demo").picture("choose-" + width + "-" + scheme));
            fit(visit.to("/demo/idp/authorize").picture("choose-over-" + width + "-" + scheme));
            fit(visit.to("/invitation/x").picture("invitation-before-" + width + "-" + scheme));
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,DARK", "390,LIGHT"})
    void thePagesOfStaffAreFit(int width, ColorScheme scheme) {
        try (var visit = visit("Inès Marchal", width, scheme)) {
            for (var page : new String[] {"", "/acces", "/cles", "/audit"})
                fit(visit.to("/operateur" + page).picture("operateur" + page.replace('/', '-') + "-" + width));
            visit.to("/operateur/audit");
            visit.page().locator("[data-test=audit-verify] button").click();
            assertThat(visit.page().locator("[data-test=audit-intact]").textContent())
                    .contains("Rien ne manque");
            fit(visit.picture("audit-verified-" + width));
            visit.to("/operateur/cles");
            visit.page().getByLabel("Nom du logiciel").fill("Logiciel d’essai");
            visit.page().locator("[data-test=key-form] button").click();
            fit(visit.picture("key-made-" + width));
        }
    }

    @Test
    void oneLogsInByChoosingACardAndComesBackToWhatWasWanted() {
        try (var visit = Visit.at(chromium, origin(), 390, ColorScheme.LIGHT)) {
            visit.to("/delegations");
            assertThat(visit.page().url()).endsWith("/connexion");
            visit.page().locator("[data-test=login-demo]").click();
            var card = visit.page().locator("[data-test=login-card-enter]").first();
            card.focus();
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL("**/delegations");
            assertThat(visit.page().locator("[data-test=who]").first().textContent())
                    .contains("Camille");
            visit.isWellBehaved();
        }
    }

    @Test
    void theHolderInvitesAndEndsADelegation() {
        try (var visit = visit("Camille Lefèvre", 1440, ColorScheme.LIGHT)) {
            fit(visit.to("/delegations").picture("delegations-before"));
            visit.page().getByLabel("Nom de la personne").fill("Zoé Invitée");
            visit.page().locator("[data-test=invite-button]").click();
            assertThat(visit.page().locator("[data-test=invitation-link]").textContent())
                    .startsWith(origin() + "/invitation/");
            fit(visit.picture("invitation-made"));
            visit.page()
                    .locator("[data-test=delegation]:has-text('Zoé Invitée') [data-test=delegation-revoke]")
                    .click();
            assertThat(visit.page().locator("[data-test=done]").textContent()).contains("C’est fait");
            fit(visit.picture("delegation-revoked"));
        }
    }

    private static void fit(Visit visit) {
        visit.isLight().isFit();
    }
}
