package fr.balise.hygiene;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.balise.testing.Hand.sees;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.mailstore.AccountId;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Hand;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What fills a mailbox, in a browser. */
@NullUnmarked
class SpacePageTests extends DemoEnginePageTest {
    private static final String FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    StockRows stock;

    @Autowired
    TransactionTemplate transaction;

    private void space(fr.balise.testing.Visit visit) throws InterruptedException {
        var end = Instant.now().plus(Duration.ofMinutes(3));
        do { // the demo's mail comes while people look around
            visit.to("/espace");
            Hand.POINTER.press(visit.page().locator("[data-address='" + FORGOTTEN + "'] a.button"));
            if (visit.page().locator("main").textContent().contains("106 messages")) return;
            Thread.sleep(1_000);
        } while (Instant.now().isBefore(end));
        throw new AssertionError("the forgotten mailbox is not filled");
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void whatFillsAMailboxIsShownFromFourSides(int width) throws Exception {
        try (var visit = visit("Camille Lefèvre", width, ColorScheme.LIGHT)) {
            space(visit);
            var page = visit.page();
            for (var side : new String[] {"Nature", "Année", "Dossier", "Expéditeur"}) sees(page, side);
            visit.isFit().picture("space-" + width);
            visit.to("/espace").isFit().picture("spaces-" + width);
        }
    }

    /** The look stands still for as long as its tables are locked. */
    @Test
    void theFirstLookAtAMailboxSaysHowFarItIsAndThePageComesByItself() throws Exception {
        try (var visit = visit("Camille Lefèvre", 390, ColorScheme.LIGHT)) {
            space(visit);
            var page = visit.page();
            var here = page.url().substring(origin().length());
            stock.forget(new AccountId(jdbc.sql("select id from mailstore.account where address_key = :key")
                    .param("key", FORGOTTEN)
                    .query(Long.class)
                    .single()));
            transaction.executeWithoutResult(_ -> {
                jdbc.sql("lock table hygiene.shelf in exclusive mode").update();
                visit.to(here + "/liberer").isFit();
                page.locator("#retour").focus();
                page.waitForTimeout(2_500); // it asked once or twice more
                sees(page, "Balise ouvre la boîte");
                assertThat(page.locator("#retour")).isFocused();
                assertThat(page.locator(".masthead")).isVisible();
                visit.picture("first-look-390");
            });
            sees(page, "Sûr");
            assertThat(find(page, "first-look")).hasCount(0);
            assertThat(page.locator(".masthead")).isVisible();
            assertThat(page.locator("#contenu")).isFocused();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void aMessageIsKeptAnAttachmentLookedAtAndARuleMade(int width) throws Exception {
        try (var visit = visit("Camille Lefèvre", width, width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT)) {
            space(visit);
            var page = visit.page();
            var here = page.url();
            Hand.POINTER.press(find(page, "to-rules"));
            page.locator("#days").fill("3");
            page.locator("#days").dispatchEvent("change");
            sees(page, "entre 7 et");
            page.locator("#days").fill("30");
            page.locator("#days").dispatchEvent("change");
            sees(page, "Aujourd’hui, elle");
            visit.isFit().picture("rules-" + width);
            Hand.POINTER.press(find(page, "rule-make"));
            assertThat(find(page, "rule")).hasCount(1);
            visit.isFit().picture("rules-made-" + width);
            Hand.POINTER.press(find(page, "rule-end"));
            assertThat(find(page, "rule")).hasCount(0);

            visit.to(here.substring(origin().length()) + "/pieces");
            Hand.POINTER.press(find(page, "piece").first().locator("button").first());
            Hand.POINTER.press(find(page, "keep"));
            sees(page, "Ne plus le garder toujours");
            visit.isFit().picture("letter-kept-" + width);
            Hand.POINTER.press(find(page, "keep"));
            Hand.POINTER.press(find(page, "look").first());
            assertThat(find(page, "sight").first()).isVisible();
            visit.isFit().picture("sight-" + width);

            visit.to("/espace").isFit().picture("elsewhere-" + width);
            assertThat(find(page, "elsewhere")).isVisible();
            visit.to(here.substring(origin().length()) + "/chercher").isFit().picture("finding-" + width);
        }
    }

    @Test
    void nothingIsInOrderWhileAMailboxIsFull() {
        var full = "jean-baptiste.d-herouville@balise-demo.mssante.fr";
        jdbc.sql("insert into mailstore.usage (username, bytes, messages) values (:full, 5000000000, 3)"
                        + " on conflict (username) do update set bytes = 5000000000")
                .param("full", full)
                .update();
        try (var visit = visit("Hérouville", 390, ColorScheme.LIGHT)) {
            visit.to("/").isFit().picture("full-and-else-in-order");
            assertThat(find(visit.page(), "in-order")).hasCount(0);
            assertThat(find(visit.page(), "home-sentence")).hasText("Une chose à faire ci-dessous.");
            assertThat(find(visit.page(), "room-free")).isVisible();
            visit.to("/mes-boites");
            assertThat(find(visit.page(), "box-room")).hasText("Pleine");
        } finally {
            jdbc.sql("update mailstore.usage set bytes = 3000 where username = :full")
                    .param("full", full)
                    .update();
        }
        try (var visit = visit("Hérouville", 390, ColorScheme.LIGHT)) {
            visit.to("/");
            assertThat(find(visit.page(), "in-order")).isVisible();
        }
    }

    @Test
    void aSliceOpensTheSearchAndCountsFollowWhatIsTyped() throws Exception {
        try (var visit = visit("Camille Lefèvre", 1440, ColorScheme.DARK)) {
            space(visit);
            var page = visit.page();
            Hand.POINTER.press(page.locator("button[name=kind][value=XDM]"));
            assertThat(find(page, "found-sum")).containsText("63 messages");
            visit.isFit().picture("finding-dark");
            page.locator("#seen").selectOption("no");
            assertThat(find(page, "found-sum")).containsText("3 messages");
            page.locator("#sender").fill("nobody-of-that-name");
            page.locator("#sender").press("End");
            page.locator("#sender").blur();
            assertThat(find(page, "found-sum")).containsText("Aucun message");
            assertThat(page.url()).doesNotContain("nobody");
        }
    }

    @Test
    void documentsAreChosenByKindAndSender() throws Exception {
        try (var visit = visit("Camille Lefèvre", 390, ColorScheme.DARK)) {
            space(visit);
            var page = visit.page();
            visit.to(java.net.URI.create(page.url()).getPath() + "/attester")
                    .isFit()
                    .picture("choice-390-dark");
            Hand.POINTER.press(find(page, "choose"));
            assertThat(page.locator("main")).containsText("Dites au moins un expéditeur");
            page.locator("input[name=kind][value=PDF]").check();
            Hand.POINTER.press(find(page, "choose"));
            page.waitForURL("**/attester?choix=*");
            assertThat(find(page, "choice-sum")).containsText("Aucun document");
            assertThat(find(page, "attest")).hasCount(0);
            page.locator("input[name=kind][value=PDF]").uncheck();
            page.locator("#sender").fill("@");
            page.locator("input[name=kind][value=XDM]").check();
            Hand.POINTER.press(find(page, "choose"));
            assertThat(find(page, "choice-sum")).containsText("sans preuve");
            assertThat(page.url()).doesNotContain("XDM");
            visit.isFit().picture("chosen-390-dark");
        }
    }

    @Test
    void enterSearchesAndDeletesNothing() throws Exception {
        try (var visit = visit("Camille Lefèvre", 1440, ColorScheme.LIGHT)) {
            space(visit);
            var page = visit.page();
            Hand.POINTER.press(find(page, "to-finding"));
            page.locator("#least").fill("1");
            page.locator("#least").press("Enter");
            page.waitForURL("**/chercher");
            assertThat(find(page, "found-sum")).isVisible();
            sees(page, "Chercher des messages");
        }
    }

    @Test
    void theLargestAttachmentsStandWithTheirMessages() throws Exception {
        try (var visit = visit("Camille Lefèvre", 390, ColorScheme.LIGHT)) {
            space(visit);
            var page = visit.page();
            Hand.POINTER.press(find(page, "to-pieces"));
            assertThat(find(page, "piece").first()).containsText("IHE_XDM.zip");
            visit.isFit().picture("pieces-390");
            Hand.POINTER.press(find(page, "piece").first().locator("button"));
            assertThat(find(page, "letter")).containsText("Pièces jointes");
        }
    }

    @Test
    void aMessageIsMadeLighterAndItsAttachmentComesBack() throws Exception {
        for (int width : new int[] {1440, 390})
            try (var visit = visit("Camille Lefèvre", width, ColorScheme.LIGHT)) {
                space(visit);
                var page = visit.page();
                Hand.POINTER.press(find(page, "to-pieces"));
                find(page, "lighten-tick").first().check();
                Hand.POINTER.press(find(page, "lighten"));
                assertThat(find(page, "lighten-one")).hasCount(1);
                assertThat(find(page, "lighten-gain")).containsText("environ seront libérés");
                visit.isFit().picture("lighten-" + width);
                var reason = page.locator("textarea[name=reason]");
                if (reason.count() > 0) reason.fill("Déjà dans le dossier papier");
                Hand.POINTER.press(find(page, "lighten-sure"));
                assertThat(find(page, "lightened")).containsText("1 message allégé");
                visit.isFit().picture("lightened-" + width);
                Hand.POINTER.press(find(page, "undo-ask"));
                assertThat(find(page, "undone")).containsText("revenus");
                visit.isFit().picture("lightened-undone-" + width);
            }
    }

    @Test
    void somebodyElsesMailboxIsNotThere() throws Exception {
        String path;
        try (var visit = visit("Camille Lefèvre", 1440, ColorScheme.LIGHT)) {
            space(visit);
            path = java.net.URI.create(visit.page().url()).getPath();
        }
        try (var visit = visit("Inès Marchal", 1440, ColorScheme.LIGHT)) {
            for (var below : new String[] {
                "",
                "/liberer",
                "/chercher",
                "/pieces",
                "/groupes/reports",
                "/messages/1/1",
                "/nettoyages/1",
                "/allegements/1"
            }) {
                Page page = visit.to(path + below).page();
                assertThat(page.locator("[data-test=error]")).hasCount(1);
                assertThat(page.locator("main").textContent()).contains("404");
            }
        }
    }
}
