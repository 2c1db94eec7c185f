package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import fr.balise.testing.DemoEnginePageTest;
import fr.balise.testing.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A doctor tells those who still write to the forgotten mailbox; a colleague presses "C'est noté". */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TellPageTests extends DemoEnginePageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String OLD = "lefevre.rabine@balise-demo.mssante.fr";

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void chosen() throws Exception {
        startOver();
        for (var end = System.nanoTime() + Duration.ofMinutes(3).toNanos(); !filled(); Thread.sleep(500))
            if (System.nanoTime() > end) throw new AssertionError("the forgotten mailbox was not filled");
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/privilegiees")) {
            find(visit.page(), "choose").click();
            visit.page().waitForURL("**/privilegiees*");
        }
    }

    private boolean filled() {
        return jdbc.sql("select exists (select 1 from mailstore.unread_day d join mailbox.hosted h on h.id = d.account"
                        + " where h.display = ?)")
                .param(OLD)
                .query(Boolean.class)
                .single();
    }

    @Test
    @Order(1)
    void eachCorrespondentIsToldOnceByAMessageThatIsReadBefore() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/faire-connaitre")) {
            var page = visit.page();
            find(page, "kit-tell").click();
            page.waitForURL("**/prevenir");
            assertThat(find(page, "tell-old").first()).hasText(OLD);
            assertThat(find(page, "tell-body")).containsText("vous invite à lui écrire désormais");
            assertThat(find(page, "tell-body")).containsText("parce que vous avez écrit récemment");
            int people = find(page, "correspondent").count();
            assertThat(people).as("14 wrote, two of them the doctor").isEqualTo(12);
            visit.picture("tell-1440").isFit();
            find(page, "correspondent").first().locator("input").uncheck();
            find(page, "tell").click();
            assertThat(find(page, "done")).containsText((people - 1) + " messages partent en votre nom");
            assertThat(find(page, "tell")).containsText("Prévenir ce correspondant");
            assertThat(find(page, "tell-noted")).hasText("Personne n’a encore répondu «\u00a0C’est noté\u00a0».");
            visit.picture("tell-told-1440").isFit();
            page.reload();
            assertThat(find(page, "tell-sent")).hasCount(1);
        }
    }

    @Test
    @Order(2)
    void theLinkShowsTheAddressAndItsButtonIsCountedWithoutAName() {
        var token = jdbc.sql("select token from promotion.announcement")
                .query(String.class)
                .single();
        try (var colleague = Visit.at(chromium, origin(), 390, ColorScheme.DARK).to("/note/" + token)) {
            var page = colleague.page();
            assertThat(find(page, "signpost-address")).not().isEmpty();
            assertThat(page.locator("main")).containsText("Mon espace santé");
            assertThat(noted()).as("opening it changes nothing").isZero();
            colleague.picture("noted-390").isFit();
            find(page, "noted").click();
            assertThat(find(page, "noted-thanks")).containsText("c’est noté");
            colleague.picture("noted-thanks-390").isFit();
            assertThat(noted()).isEqualTo(1);
            page.reload();
            assertThat(noted()).isEqualTo(1);
            assertThat(page.request()
                            .get(origin() + "/note/AAAAAAAAAAAAAAAAAAAA")
                            .status())
                    .isEqualTo(404);
        }
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK).to("/faire-connaitre")) {
            find(visit.page(), "kit-tell").click();
            assertThat(find(visit.page(), "tell-noted")).hasText("1 a répondu «\u00a0C’est noté\u00a0».");
            visit.picture("tell-390").isFit();
        }
    }

    private int noted() {
        return jdbc.sql("select noted from promotion.announcement")
                .query(Integer.class)
                .single();
    }

    @Test
    @Order(3)
    void anAddressBookIsAnotherListOfPeople() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.DARK).to("/faire-connaitre")) {
            var page = visit.page();
            find(page, "kit-tell").click();
            find(page, "tell-other-book").click();
            var book = "nom;email\nMarc Cardio;marc@cardio-demo.mssante.fr\nAutre;autre@gmail.example\n";
            find(page, "tell-file")
                    .setInputFiles(new FilePayload("carnet.csv", "text/csv", book.getBytes(StandardCharsets.UTF_8)));
            find(page, "tell-upload").click();
            page.waitForURL("**/prevenir?carnet=*");
            assertThat(find(page, "correspondent")).hasCount(2);
            assertThat(find(page, "tell-body")).containsText("carnet d’adresses");
            visit.picture("tell-book-1440").isFit();
            find(page, "tell").click();
            assertThat(find(page, "done")).containsText("1 message part");
            assertThat(find(page, "tell-noted").last()).containsText("Moins de 3 messages");
        }
    }

    @Test
    @Order(4)
    void aColleagueWhoStillWritesElsewhereIsAnsweredOnceWhereTheHolderWishesIt() throws Exception {
        var colleague = "thi-ha.nguyen@balise-demo.mssante.fr";
        var reply = "Adresse pour la suite";
        try (var smtp = submission(colleague);
                var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/faire-connaitre")) {
            assertThat(send(smtp, colleague, OLD, "Avant")).startsWith("250");
            var page = visit.page();
            find(page, "kit-tell").click();
            find(page, "point-preview").click();
            assertThat(find(page, "point-words")).containsText("au plus une fois tous les 90 jours");
            assertThat(find(page, "point-on")).hasCount(0);
            find(page, "point-turn").click();
            assertThat(find(page, "point-on")).isVisible();
            visit.picture("tell-point-1440").isFit();
            for (int tries = 0; tries < 40 && inbox(colleague, reply).isEmpty(); tries++) {
                assertThat(send(smtp, colleague, OLD, "Pendant " + tries))
                        .startsWith("250"); // until the servers were told
                Thread.sleep(500);
            }
            assertThat(send(smtp, colleague, OLD, "Encore")).startsWith("250");
            for (int looks = 0; looks < 100 && inbox(OLD, "Encore").isEmpty(); looks++) Thread.sleep(200);
            assertThat(inbox(OLD, "Encore")).as("delivered as usual").hasSize(1);
            assertThat(inbox(colleague, reply))
                    .singleElement()
                    .asString()
                    .contains(
                            "Balise-New-Address: <camille.lefevre@balise-demo.mssante.fr>",
                            "Auto-Submitted: auto-replied");
        }
    }

    @Test
    @Order(5)
    void theHolderSeesWhereMailArrivesAndWhatWasDone() {
        for (int width : new int[] {1440, 390})
            try (var visit = visit(DOCTOR, width, width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT)
                    .to("/faire-connaitre")) {
                var page = visit.page();
                find(page, "kit-adoption").click();
                page.waitForURL("**/adoption");
                assertThat(find(page, "adoption-address")).containsText("@balise-demo.mssante.fr");
                assertThat(find(page, "adoption-act")).hasCount(4);
                assertThat(find(page, "adoption-act").first()).containsText("Boîte choisie le");
                assertThat(find(page, "adoption-act").nth(1)).containsText("11 correspondants prévenus");
                assertThat(page.locator("[data-test=adoption-effect][data-verdict=early]"))
                        .hasCount(4);
                assertThat(find(page, "adoption-effect").first()).containsText("Trop tôt pour le dire");
                assertThat(find(page, "adoption-writer")).not().hasCount(0);
                find(page, "adoption-months").click();
                assertThat(find(page, "adoption-month")).hasCount(12);
                assertThat(find(page, "adoption-month").nth(10)).containsText("%");
                visit.picture("adoption-" + width).isFit();
            }
        jdbc.sql("update promotion.preferred set decided_at = decided_at - interval '30 days'")
                .update();
        jdbc.sql("insert into promotion.signing select 900000 + id, person, situation, 'fr', decided_at, decided_by"
                        + " from promotion.preferred where document is null and not prepared")
                .update();
        try (var visit = visit(DOCTOR, 390, ColorScheme.LIGHT).to("/faire-connaitre")) {
            var page = visit.page();
            find(page, "kit-adoption").click();
            page.waitForURL("**/adoption");
            assertThat(find(page, "adoption-effect").first())
                    .hasText(
                            Pattern.compile(
                                    "Quatre semaines avant\\s: \\d+\\s% \\(\\d+ sur \\d+ messages\\)\\. Quatre semaines après\\s: \\d+\\s% .*"));
            assertThat(page.locator("[data-test=adoption-effect][data-verdict=early]"))
                    .hasCount(3);
            assertThat(page.locator("[data-test=adoption-act]:has([data-verdict=compared])")
                            .last())
                    .containsText("Signature ajoutée par le serveur, depuis le");
            assertThat(find(page, "adoption-caution")).containsText("pas forcément dû");
            visit.picture("adoption-later-390").isFit();
        }
    }

    @Test
    @Order(6)
    void staffSeeADepartmentAsAWholeAndNobodyInIt() {
        for (int width : new int[] {1440, 390})
            try (var visit = visit("Inès Marchal", width, width == 390 ? ColorScheme.LIGHT : ColorScheme.DARK)
                    .to("/operateur")) {
                var page = visit.page();
                find(page, "staff-adoption").click();
                page.waitForURL("**/operateur/adoption");
                assertThat(find(page, "territory")).hasCount(1);
                assertThat(find(page, "territory").locator("h2")).hasText("Département 56");
                assertThat(find(page, "territory-share")).containsText("%");
                assertThat(page.locator("main")).not().containsText("@");
                visit.picture("territory-" + width).isFit();
            }
    }

    @Test
    @Order(7)
    void aSecretarySeesNothingOfIt() {
        try (var visit = visit("Nadia Benali", 1440, ColorScheme.LIGHT).to("/faire-connaitre")) {
            assertThat(find(visit.page(), "kit-tell")).hasCount(0);
            assertThat(visit.page()
                            .request()
                            .get(visit.page().url() + "/prevenir")
                            .status())
                    .isEqualTo(403);
        }
    }
}
