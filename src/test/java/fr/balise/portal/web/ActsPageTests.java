package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.Visit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small acts on a mailbox as they are pressed, with their refusals and the way back. */
class ActsPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";

    @BeforeEach
    void fromTheBeginning() {
        startOver();
    }

    @Test
    void whatIsNotConcernedIsPutAwayWithAReasonAndComesBack() {
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT).to("/")) {
            var page = visit.page();
            var title = find(page, "finding-title").first().textContent();
            find(page, "dismiss-open").first().click();
            find(page, "dismiss-reason").first().fill("Déjà réglé avec l’hôpital");
            find(page, "dismiss").first().click();
            assertThat(find(page, "done")).isVisible();
            assertThat(find(page, "finding-title").first()).not().hasText(title);

            find(page, "home-dismissed").locator("summary").click();
            assertThat(find(page, "home-dismissed")).containsText("Déjà réglé avec l’hôpital");
            find(page, "restore").click();
            assertThat(find(page, "finding-title").first()).hasText(title);
            visit.isWellBehaved().isAccessible();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,KEYBOARD"})
    void aMailboxThatIsNotMineIsHiddenAndComesBack(int width, Hand hand) {
        try (var visit = visit(DOCTOR, width, ColorScheme.LIGHT).to("/mes-boites")) {
            var page = visit.page();
            open(page, FORGOTTEN);
            hand.press(find(page, "box-more").locator("summary"));
            hand.press(find(page, "not-mine"));
            sees(page, "Boîte masquée");
            visit.to("/demarches");
            sees(page, "Correction dans l’annuaire");

            visit.to("/mes-boites");
            assertThat(find(page, "boxes-count")).containsText("4 boîtes");
            hand.press(find(page, "hidden").locator("summary").first());
            hand.press(find(page, "mine"));
            sees(page, "de nouveau dans votre liste");
            visit.to("/mes-boites");
            assertThat(find(page, "boxes-count")).containsText("5 boîtes");
            visit.isWellBehaved();
        }
    }

    @Test
    void aMailboxIsAddedByHandRefusedWhenItIsNoneAndWithdrawn() {
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK).to("/mes-boites")) {
            var page = visit.page();
            find(page, "add-address").fill("camille@exemple.test");
            find(page, "add-send").click();
            assertThat(find(page, "add-refused")).isVisible();
            assertThat(find(page, "add-address")).hasValue("camille@exemple.test");
            visit.isAccessible().fitsItsWidth();

            find(page, "add-address").fill("camille.essai@medecin.mssante.fr");
            find(page, "add-send").click();
            sees(page, "La boîte est ajoutée");
            assertThat(find(page, "box-publication")).containsText("Non publiée");
            find(page, "withdraw").click();
            sees(page, "retirée de votre liste");
            assertThat(page.locator("main")).not().containsText("camille.essai@medecin.mssante.fr");
            visit.isWellBehaved();
        }
    }

    @Test
    void theTypedCodeConfirmsAndAWrongOneSaysHowManyTriesAreLeft() {
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT).to("/mes-boites")) {
            var page = visit.page();
            open(page, FORGOTTEN);
            var box = page.url().substring(origin().length());
            find(page, "check").click();
            sees(page, "Message envoyé");
            var code = theCodeInTheMessage(visit);
            visit.to(box);
            find(page, "code").fill(code.startsWith("0") ? "999 999" : "000 000");
            find(page, "code-send").click();
            sees(page, "Il reste 4 essais");
            find(page, "code").fill(code);
            find(page, "code-send").click();
            sees(page, "Lecture confirmée");
            page.reload();
            assertThat(find(page, "box-evidence")).containsText("Lecture confirmée le ");
            visit.isWellBehaved();
        }
    }

    /** Two tabs: what one has done, the other can no longer do, and it is told what is possible now. */
    @Test
    void aSecondTabThatComesTooLateIsToldThePresentState() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/mes-boites")) {
            var page = visit.page();
            open(page, FORGOTTEN);
            find(page, "box-more").locator("summary").click();
            find(page, "ask-depublish").click();
            page.waitForURL("**/demarches/*");
            assertThat(find(page, "mark-sent")).isVisible();
            var other = page.context().newPage();
            other.navigate(page.url());
            find(other, "mark-sent").click();
            sees(other, "Envoyée le ");
            other.close();

            var answer = page.waitForResponse(
                    response -> response.request().method().equals("POST"),
                    () -> find(page, "mark-sent").click());
            assertThat(answer.status()).isEqualTo(409);
            assertThat(page.locator("[role=alert]")).containsText("pas possible maintenant");
            assertThat(find(page, "request-state")).containsText("Envoyée le ");
            visit.isAccessible();
        }
    }

    private static void open(Page page, String address) {
        page.locator("[data-address='" + address + "'] [data-test=box-address]")
                .first()
                .click();
        page.waitForURL("**/mes-boites/*");
    }

    private static String theCodeInTheMessage(Visit visit) {
        var page = visit.page();
        for (int looks = 0; looks < 60; looks++) {
            var message = find(visit.to("/demo/messages").page(), "message").locator("a");
            if (message.count() > 0) {
                message.first().click();
                page.waitForURL("**/demo/messages/*");
                var code = Pattern.compile("\\d{3} \\d{3}")
                        .matcher(page.locator("main").innerText());
                if (code.find()) return code.group();
            }
            page.waitForTimeout(500); // the outbox sends what was committed within a few seconds
        }
        throw new AssertionError("no code arrived in the demo's outbox");
    }
}
