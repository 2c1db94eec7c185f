package fr.balise.portal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static java.util.regex.Pattern.compile;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Hand;
import fr.balise.testing.Visit;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two journeys that must be flawless, word for word: at a desk, on a phone, by keyboard; each page is loaded anew after each step. */
class JourneysPageTests extends DemoPageTest {

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,POINTER", "1440,KEYBOARD"})
    void seeAndConfirm(int width, Hand hand) {
        try (var visit = fresh(width)) {
            var page = visit.page();
            assertThat(find(page, "home-title")).hasText("Vos 5 boîtes aux lettres sécurisées");
            assertThat(find(page, "home-sentence")).hasText("3 points à traiter, environ 4 minutes");
            assertThat(find(page, "first")).hasText("À faire en premier");

            var question = page.locator("[data-rule=PURPOSE_UNKNOWN] [data-test=step]");
            assertThat(question).hasText(compile("À quoi sert cette boîte\\s\\?"));
            hand.press(question);
            sees(page, "À quoi sert cette boîte");
            var box = page.url();
            hand.choose(page.locator("[data-test=purpose] input[type=radio]").first());
            assertThat(find(page, "box-attached")).containsText("RPPS");
            assertThat(find(page, "purpose-save")).hasText("Enregistrer");
            hand.pressAndSee(find(page, "purpose-save"), "Indiqué par vous le ");

            assertThat(find(page, "check")).hasText("Vérifier que je lis cette boîte");
            hand.pressAndSee(find(page, "check"), "Message envoyé");

            var link = theLinkInTheMessage(visit, hand);
            visit.to(link);
            assertThat(find(page, "check-confirm")).hasText("Oui, je lis cette boîte");
            visit.to(box.substring(origin().length()));
            sees(page, "Message envoyé"); // looking at the page behind the link has changed nothing
            visit.to(link);
            hand.pressAndSee(find(page, "check-confirm"), "Lecture confirmée le ");
            visit.to(box.substring(origin().length()));
            assertThat(find(page, "box-evidence")).containsText("Lecture confirmée le ");
            visit.isWellBehaved();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,POINTER", "1440,KEYBOARD"})
    void aMailboxHeldElsewhere(int width, Hand hand) throws IOException {
        try (var visit = fresh(width)) {
            var page = visit.page();
            var first = find(page, "finding").first();
            assertThat(first.locator("[data-test=finding-title]"))
                    .hasText(compile("Votre activité au .+ n’apparaît plus dans l’annuaire depuis le \\d.+ \\d{4}"));
            var ask = first.locator("[data-test=step]");
            assertThat(ask).hasText("Demander la dépublication");
            hand.press(ask);

            assertThat(find(page, "recipient")).not().isEmpty();
            assertThat(find(page, "letter")).containsText("c.lefevre@ch-estuaire-demo.mssante.fr");
            assertThat(find(page, "letter"))
                    .containsText(nationalId("Camille Lefèvre").substring(1));
            assertThat(find(page, "pdf")).hasText("Télécharger le PDF");
            var pdf = page.waitForDownload(() -> hand.press(find(page, "pdf")));
            assertThat(Files.readString(pdf.path(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("%PDF");

            assertThat(find(page, "mark-sent")).hasText("J’ai envoyé la demande");
            hand.pressAndSee(find(page, "mark-sent"), "Encore publiée dans l’annuaire du ");
            assertThat(find(page, "request-state"))
                    .hasText(compile("Envoyée le \\d.+\\.\\s+Encore publiée dans l’annuaire du \\d.+"));

            lever(page, hand, "demo-plus-15");
            sees(page, "Toujours publiée après 15 jours");
            assertThat(find(page, "remind")).hasText("Relancer");
            hand.pressAndSee(find(page, "remind"), "Relancée le ");

            lever(page, hand, "demo-file");
            assertThat(find(page, "request-tracking"))
                    .hasText(compile("N’est plus publiée \\(constaté le \\d.+ \\d{4}\\)"));
            visit.isWellBehaved();
        }
    }

    /** The story from its beginning, as the doctor. */
    private Visit fresh(int width) {
        startOver();
        return visit("Camille Lefèvre", width, ColorScheme.LIGHT).to("/");
    }

    private static void lever(Page page, Hand hand, String name) {
        hand.press(page.locator("[data-test=demo-banner] summary"));
        page.waitForNavigation(() -> hand.press(find(page, name)));
    }

    private String theLinkInTheMessage(Visit visit, Hand hand) {
        var page = visit.page();
        for (int looks = 0; looks < 60; looks++) {
            visit.to("/demo/messages");
            var message = find(page, "message").first().locator("a");
            if (message.count() > 0) {
                hand.press(message);
                return find(page, "message-link").first().getAttribute("href");
            }
            page.waitForTimeout(500); // the outbox sends what was committed within a few seconds
        }
        throw new AssertionError("no message arrived in the demo's outbox");
    }
}
