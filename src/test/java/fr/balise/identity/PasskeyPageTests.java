package fr.balise.identity;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secretary without any provider, in a real browser with a device that holds passkeys. */
class PasskeyPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final Pattern HOLDER = Pattern.compile("camille|lef.vre", Pattern.CASE_INSENSITIVE);

    /** A passkey is bound to a name, and 127.0.0.1 is none. */
    @Override
    protected String origin() {
        return "http://localhost:" + port;
    }

    @ParameterizedTest
    @CsvSource({"1440,DARK", "390,LIGHT"})
    void aSecretaryWithoutAProviderComesInPreparesAndComesBack(int width, ColorScheme scheme) {
        var name = "Zoé Secrétaire " + width + scheme;
        var screen = "-" + width + "-" + scheme;
        var link = invite(name);
        try (var visit = Visit.at(chromium, origin(), width, scheme)) {
            var page = visit.to(link).page();
            device(page);
            assertThat(page.locator("main")).not().containsText(HOLDER);
            fit(visit.picture("passkey-invitation" + screen));
            find(page, "invitation-passkey-link").click();
            assertThat(page.getByLabel("Votre nom")).hasValue(name);
            assertThat(page.locator("main")).not().containsText(HOLDER);
            fit(visit.picture("passkey-new" + screen));
            find(page, "passkey-make-button").click();

            assertThat(find(page, "invitation-holder")).containsText("vous propose de préparer");
            fit(visit.picture("passkey-offer" + screen));
            find(page, "invitation-accept").click();
            assertThat(find(page, "done")).containsText("vous préparez maintenant");
            find(page, "my-passkeys").click();
            assertThat(find(page, "passkey-name")).hasText("Première clé");
            fit(visit.picture("passkeys" + screen));

            visit.to("/mes-boites");
            assertThat(find(page, "acting-for")).containsText(HOLDER);
            find(page, "box-more").first().locator("summary").click();
            page.locator("[data-test^=ask-]:visible").first().click();
            assertThat(find(page, "request-page")).isVisible();
            assertThat(find(page, "approve")).hasCount(0); // the doctor decides
            var prepared = page.url();
            fit(visit.picture("passkey-prepared" + screen));

            visit.to("/");
            page.context().clearCookies();
            page.navigate(prepared);
            assertThat(page).hasURL(origin() + "/connexion");
            fit(visit.picture("passkey-login" + screen));
            find(page, "login-passkey").click();
            assertThat(page).hasURL(prepared);
            find(page, "cancel").click();

            revoke(name, screen);
            visit.to("/");
            assertThat(find(page, "helps-nobody")).containsText("Vous ne préparez pour personne");
            fit(visit.picture("passkey-helps-nobody" + screen));
        }
    }

    @Test
    void aSecondDeviceIsAddedAndTheFirstRemovedByKeyboardAlone() {
        var name = "Zoé Deux";
        try (var visit = Visit.at(chromium, origin(), 390, ColorScheme.LIGHT)) {
            var page = visit.to(invite(name) + "/cle").page();
            var cdp = page.context().newCDPSession(page);
            cdp.send("WebAuthn.enable");
            var first = add(cdp);
            page.getByLabel("Votre nom").press("Enter");
            assertThat(find(page, "invitation-holder")).isVisible();

            visit.to("/mes-cles");
            page.getByLabel("Nom de la clé").last().fill("Encore le même");
            page.getByLabel("Nom de la clé").last().press("Enter");
            assertThat(find(page, "passkey-problem")).containsText("a déjà une clé");
            fit(visit.picture("passkeys-known"));

            remove(cdp, first);
            add(cdp);
            page.getByLabel("Nom de la clé").last().fill("Téléphone");
            page.getByLabel("Nom de la clé").last().press("Enter");
            assertThat(find(page, "passkey")).hasCount(2);
            fit(visit.picture("passkeys-two"));

            find(page, "passkey-remove").first().focus();
            page.keyboard().press("Enter");
            assertThat(find(page, "passkey")).hasCount(1);
            assertThat(find(page, "passkey-name")).hasText("Téléphone");
            find(page, "passkey-remove").click();
            assertThat(find(page, "passkeys-refused")).containsText("C’est votre dernière clé");
            fit(visit.picture("passkeys-last"));
            page.context().clearCookies();

            visit.to("/connexion");
            find(page, "login-passkey").click();
            assertThat(page).hasURL(origin() + "/");
            revoke(name, "");
        }
    }

    @Test
    void whoCancelsOrHasNoKeyIsToldSo() {
        try (var visit = Visit.at(chromium, origin(), 390, ColorScheme.DARK)) {
            var page = visit.to("/connexion").page();
            var cdp = page.context().newCDPSession(page);
            cdp.send("WebAuthn.enable");
            var device = add(cdp, false);
            find(page, "login-passkey").click();
            assertThat(find(page, "passkey-problem")).containsText("Vous pouvez recommencer");
            assertThat(find(page, "login-passkey")).isEnabled();
            fit(visit.picture("passkey-cancelled"));
            remove(cdp, device);
            fit(visit.to("/connexion?refus=cle").picture("passkey-refused"));
        }
    }

    @Test
    void withoutAScriptThePageSaysSo() {
        try (var visit = Visit.withoutScript(chromium, origin())) {
            var page = visit.to("/connexion").page();
            assertThat(find(page, "passkey-unable")).isVisible();
            assertThat(find(page, "login-passkey")).isHidden();
        }
    }

    private String invite(String name) {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var page = visit.to("/delegations").page();
            page.getByLabel("Nom de la personne").fill(name);
            find(page, "invite-button").click();
            var link = find(page, "invitation-link").textContent();
            assertThat(link).startsWith(origin());
            return link.substring(origin().length());
        }
    }

    /** Ends what a test began; where the person accepted, the holder sees with what she logs in. */
    private void revoke(String name, String screen) {
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT)) {
            var page = visit.to("/delegations").page();
            var mine =
                    page.locator("[data-test=delegation]:has-text('" + name + "'):has([data-test=delegation-revoke])");
            if (!screen.isEmpty())
                assertThat(mine.locator("[data-test=delegation-passkey]")).containsText("n’est pas vérifiée");
            else assertThat(mine.locator("[data-test=delegation-opened]")).isVisible();
            fit(visit.picture("passkey-delegations" + screen));
            mine.locator("[data-test=delegation-revoke]").click();
            assertThat(find(page, "done")).isVisible();
        }
    }

    private static void device(Page page) {
        var cdp = page.context().newCDPSession(page);
        cdp.send("WebAuthn.enable");
        add(cdp);
    }

    private static String add(CDPSession cdp) {
        return add(cdp, true);
    }

    /** A device that keeps keys. @param recognises whether it recognises its owner */
    private static String add(CDPSession cdp, boolean recognises) {
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", recognises);
        options.addProperty("automaticPresenceSimulation", true);
        var wanted = new JsonObject();
        wanted.add("options", options);
        return cdp.send("WebAuthn.addVirtualAuthenticator", wanted)
                .get("authenticatorId")
                .getAsString();
    }

    private static void remove(CDPSession cdp, String device) {
        var which = new JsonObject();
        which.addProperty("authenticatorId", device);
        cdp.send("WebAuthn.removeVirtualAuthenticator", which);
    }

    private static void fit(Visit visit) {
        visit.isFit();
    }
}
