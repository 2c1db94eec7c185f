package fr.balise.mailbox.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailboxType;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Hand;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operator's console in a browser. */
class ConsolePageTests extends DemoPageTest {
    private static final String STAFF = "Inès Marchal";
    private static final Opener OPENER = new Opener.Staff(new Actor(4_100, STAFF, null, Set.of(Actor.Role.OPERATOR)));

    @Autowired
    Creating creating;

    @Autowired
    JdbcClient jdbc;

    private void opened(String family) {
        var holder = jdbc.sql(
                        "select national_id from directory.person where family = :family and gone_since is null order by id limit 1")
                .param("family", family)
                .query(String.class)
                .single();
        creating.open(new Wish(MailboxType.PER, holder, null, null, null, true, null, null, null), OPENER);
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER,LIGHT", "768,POINTER,DARK", "390,KEYBOARD,LIGHT"})
    void aMailboxIsOpenedFoundSuspendedAndHeld(int width, Hand hand, ColorScheme scheme) {
        try (var visit = visit(STAFF, width, scheme)) {
            var page = visit.page();
            visit.to("/operateur");
            hand.press(find(page, "staff-boites"));
            hand.press(find(page, "hosted-new"));
            find(page, "whose-q").fill("martin pierre");
            hand.press(find(page, "whose-find"));
            assertThat(find(page, "whose").nth(1)).isVisible();
            visit.picture("console-whose-" + width);
            visit.isFit();
            // The namesake who lives elsewhere has no mailbox here: the number tells which is which.
            var number = find(page, "whose-number").last().textContent();
            hand.press(find(page, "whose-choose").last());
            assertThat(find(page, "new-number")).hasText(number);
            find(page, "new-address").fill("camille.lefevre");
            hand.press(find(page, "new-open"));
            assertThat(page.locator("main .notice.alert")).containsText("n’est pas disponible");
            visit.picture("console-new-" + width);
            visit.isFit();
            find(page, "new-address").fill("essai.console" + width);
            hand.press(find(page, "new-open"));
            assertThat(find(page, "done")).containsText("La boîte est ouverte");
            assertThat(find(page, "hosted-title")).hasText("essai.console" + width + "@balise-demo.mssante.fr");

            page.locator("#suspend-reason").fill("Téléphone volé");
            hand.press(find(page, "suspend"));
            assertThat(find(page, "hosted-suspended")).containsText("Téléphone volé");
            page.locator("#hold-LEGAL").fill("Réquisition du 12 novembre");
            hand.press(find(page, "hold-legal"));
            assertThat(find(page, "hosted-hold")).containsText("Réquisition du 12 novembre");
            visit.picture("console-one-" + width);
            visit.isFit();
            hand.press(find(page, "lift-legal"));
            hand.press(find(page, "resume"));
            assertThat(find(page, "hosted-suspended")).hasCount(0);
            assertThat(find(page, "hosted-history")).containsText("Accès rétabli");

            visit.to("/operateur/boites").isLight();
            page.locator("#text").fill("ESSAI.CONSOLE" + width);
            hand.press(find(page, "hosted-find"));
            assertThat(find(page, "hosted-row")).hasCount(1);
            assertThat(page.url()).doesNotContainIgnoringCase("essai.console");
            visit.picture("console-list-" + width);
            visit.isFit();
        }
    }

    @Test
    void filtersNarrowTheListAndAnEmptyAnswerSaysWhatToDo() {
        opened("COHEN");
        opened("HADDAD");
        try (var visit = visit(STAFF, 1440, ColorScheme.LIGHT).to("/operateur/boites")) {
            var page = visit.page();
            assertThat(find(page, "hosted-row").count()).isGreaterThan(1);
            page.locator("summary", new Page.LocatorOptions().setHasText("Filtres"))
                    .click();
            page.locator("#state").selectOption("erased");
            find(page, "hosted-find").click();
            assertThat(find(page, "hosted-none")).isVisible();
            assertThat(page.locator("#state")).hasValue("erased");
            visit.isFit();
            page.locator("#state").selectOption("active");
            find(page, "hosted-find").click();
            assertThat(find(page, "hosted-row").count()).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,KEYBOARD"})
    void aFileIsLookedAtAndStarted(int width, Hand hand) {
        var holder = jdbc.sql("select national_id from directory.person where family = 'KERGOAT'")
                .query(String.class)
                .single();
        var csv = "type;titulaire;adresse\nPER;" + holder.substring(1) + ";lot.essai" + width + "\nPER;00000000000;\n";
        try (var visit = visit(STAFF, width, ColorScheme.LIGHT).to("/operateur/lots")) {
            var page = visit.page();
            visit.picture("console-lots-" + width);
            visit.isFit();
            page.locator("#open-file")
                    .setInputFiles(new FilePayload("boites.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
            hand.press(find(page, "file-open-send"));
            find(page, "run-start").waitFor();
            assertThat(find(page, "run-start")).hasText("Ouvrir 1 boîte");
            assertThat(find(page, "run-lines")).containsText("L’annuaire ne connaît pas cette personne");
            visit.picture("console-lot-" + width);
            visit.isFit();
            hand.press(find(page, "run-start"));
            assertThat(find(page, "run-state").and(page.locator(".ok"))).hasText("Terminé");
            assertThat(find(page, "run-done")).hasText("1");
            visit.isFit();
        }
    }

    @Test
    void whatClosesWaitsForASecondPerson() {
        opened("DIALLO");
        try (var visit = visit(STAFF, 1440, ColorScheme.LIGHT).to("/operateur/boites")) {
            var page = visit.page();
            page.locator("#text").fill("diallo");
            find(page, "hosted-find").click();
            find(page, "bulk").locator("summary").click();
            page.locator("#bulk-kind").selectOption("depublish");
            page.locator("#bulk-reason").fill("Fermeture du site");
            visit.picture("console-bulk");
            find(page, "bulk-prepare").click();
            assertThat(find(page, "run-second")).isVisible();
            assertThat(find(page, "run-start")).hasCount(0);
            find(page, "run-cancel").click();
            assertThat(find(page, "run-state")).containsText("Annulé");
            visit.isFit();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER", "390,KEYBOARD"})
    void aDeathIsPreparedForAllMailboxesOfTheHolderAndWaitsForASecondPerson(int width, Hand hand) {
        opened("DIALLO");
        var id = jdbc.sql(
                        "select h.id from mailbox.hosted h join directory.person p on h.owner = 'person:' || p.national_id"
                                + " where p.family = 'DIALLO' and h.state = 'active' order by h.id limit 1")
                .query(Long.class)
                .single();
        try (var visit = visit(STAFF, width, ColorScheme.LIGHT)) {
            var page = visit.page();
            visit.to("/operateur/boites/" + id);
            hand.press(find(page, "hosted-holder-event"));
            assertThat(find(page, "holder-all").locator("li")).not().hasCount(0);
            visit.picture("holder-" + width);
            visit.isFit();
            find(page, "event-death").check();
            find(page, "holder-reason").fill("Demande du notaire du 3 novembre 2026, acte de décès");
            hand.press(find(page, "holder-prepare"));
            assertThat(page.locator("h1")).containsText("Décès d’un titulaire");
            visit.isFit();
            visit.picture("holder-run-" + width);
            visit.to("/operateur/lots");
            visit.isFit();
            visit.picture("lots-" + width);
        }
    }

    @Test
    void theConsoleIsThereInEnglish() {
        try (var visit = visit(STAFF, 1440, ColorScheme.LIGHT)) {
            for (var path : new String[] {"/operateur/boites?langue=en", "/operateur/boites/nouvelle?q=martin"})
                assertThat(visit.to(path).page().content()).doesNotContain("??");
        }
    }

    private void cameBackForSomebodyElse(String family) {
        opened(family);
        jdbc.sql("insert into mailbox.erasure_conflict (erased, address, erased_at, found_at)"
                        + " select id, display, now() - interval '40 days', now() from mailbox.hosted order by id limit 1"
                        + " on conflict (erased) do update set settled_at = null, settled_by = null, reason = null")
                .update();
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "390,DARK"})
    void anErasureThatARestoreUndidIsShownWithWhatToDoUntilSomebodySaysHowItWasSettled(int width, ColorScheme scheme) {
        cameBackForSomebodyElse("COHEN");
        try (var visit = visit(STAFF, width, scheme).to("/operateur/boites")) {
            var page = visit.page();
            assertThat(find(page, "unerased-banner")).containsText("après une restauration");
            find(page, "to-unerased").click();
            page.waitForURL("**/operateur/effacements");
            assertThat(find(page, "unerased")).hasCount(1);
            assertThat(find(page, "unerased-standing")).containsText("au nom d’un autre titulaire");
            visit.picture("erasures-" + width).isFit();
            page.locator("[name=reason]").fill("Boîte rendue à son titulaire");
            find(page, "unerased-settle").click();
            assertThat(find(page, "unerased-none")).isVisible();
            page.reload();
            assertThat(find(page, "unerased")).hasCount(0);
            page.navigate(origin() + "/operateur/boites");
            assertThat(find(page, "unerased-banner")).hasCount(0);
        }
    }
}
