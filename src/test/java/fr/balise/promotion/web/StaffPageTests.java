package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A manager sees who of the staff has chosen, and reminds the others once. */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StaffPageTests extends DemoPageTest {
    private static final String MANAGER = "Loïc Guéguen";

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void fromTheBeginning() {
        startOver();
    }

    @Test
    @Order(1)
    void aReminderIsReadBeforeItIsSentAndIsSentOnce() {
        try (var visit = visit(MANAGER, 1440, ColorScheme.LIGHT).to("/services")) {
            var page = visit.page();
            find(page, "to-staff").click();
            page.waitForURL("**/services/choix");
            assertThat(find(page, "staff-member")).not().hasCount(0);
            assertThat(find(page, "staff-letter")).not().isVisible();
            find(page, "staff-preview").first().click();
            assertThat(find(page, "staff-letter").first()).containsText("/privilegiees");
            visit.picture("staff-1440").isAccessible().fitsItsWidth().isWellBehaved();
            find(page, "staff-send").first().click();
            assertThat(find(page, "done")).containsText("envoyé");
            assertThat(find(page, "staff-send")).hasCount(0);
            long sent = messages();
            assertThat(sent).isPositive();
            page.reload();
            assertThat(find(page, "staff-send")).hasCount(0);
            visit.picture("staff-sent-1440").isAccessible();
            assertThat(jdbc.sql(
                                    "select count(*) from outbox.message m where purpose = 'choice' and not exists"
                                            + " (select 1 from directory.attachment a join directory.address d on d.id = a.address_id"
                                            + "   join directory.structure t on t.id = a.structure_id"
                                            + "  where d.key = lower(m.recipient) and t.name like '%ESTUAIRE%' and not a.unlisted and a.gone_since is null)")
                            .query(Long.class)
                            .single())
                    .as("only mailboxes of that structure are written to")
                    .isZero();
            again();
            assertThat(messages()).isEqualTo(sent);
        }
    }

    private long messages() {
        return jdbc.sql("select count(*) from outbox.message where purpose = 'choice'")
                .query(Long.class)
                .single();
    }

    /** As a form that was opened before would. */
    private void again() {
        try (var visit = visit(MANAGER, 390, ColorScheme.DARK).to("/services/choix")) {
            visit.picture("staff-390").isAccessible().fitsItsWidth();
            assertThat(posted(visit, estuaire())).isEqualTo(200);
        }
    }

    private static int posted(Visit visit, String structure) {
        var page = visit.page();
        var token = page.locator("input[name=_csrf]").first().getAttribute("value");
        var form = FormData.create().set("_csrf", token).set("structure", structure);
        return page.request()
                .post(page.url() + "/rappel", RequestOptions.create().setForm(form))
                .status();
    }

    private String estuaire() {
        return jdbc.sql("select national_id from directory.structure where name like '%ESTUAIRE%' limit 1")
                .query(String.class)
                .single();
    }

    private static List<String> addresses(Locator within, String list) {
        return within.locator("[data-test=" + list + "] .address").allInnerTexts();
    }

    @Test
    @Order(2)
    void theStructurePrefersOneOfItsServiceMailboxesAndColleaguesAreToldIt() throws Exception {
        try (var visit = visit(MANAGER, 1440, ColorScheme.DARK).to("/services/choix")) {
            var page = visit.page();
            var box = find(page, "service-box").nth(2);
            var address = box.locator(".choice .address").innerText();
            // several, and nothing speaks for one of them
            assertThat(page.locator("[data-test=service-box] input:checked")).hasCount(0);
            // each doubt has its remedy, on the page of that mailbox
            var doubt = box.locator("[data-test=doubt]").first();
            assertThat(doubt.locator("a")).hasAttribute("href", Pattern.compile("/mes-boites/[0-9a-f]{20}"));
            assertThat(page.request().get(origin() + doubt.locator("a").getAttribute("href")))
                    .isOK();
            assertThat(page.locator("[data-test=seen-with]:visible")).hasCount(0);
            assertThat(find(page, "service-seen")).hasCount(0);
            box.locator("input").check();
            // what colleagues would see with that choice, and nothing of the others
            assertThat(page.locator("[data-test=seen-with]:visible")).hasCount(1);
            var today = addresses(box, "seen-today");
            var promised = addresses(box, "seen-then");
            assertThat(today.getFirst()).isNotEqualTo(address);
            assertThat(promised.getFirst()).isEqualTo(address);
            visit.picture("staff-service-before-1440").isFit();
            find(page, "service-save").first().click();
            assertThat(find(page, "done")).containsText("est enregistrée");
            assertThat(page.locator("[data-test=service-box][data-preferred=true] .choice .address"))
                    .hasText(address);
            assertThat(page.locator("[data-test=service-box] input:checked")).hasCount(1);
            var seen = find(page, "service-seen");
            assertThat(addresses(seen, "seen-before")).isEqualTo(today);
            assertThat(addresses(seen, "seen-after")).isEqualTo(promised);
            find(page, "service-exceptions").first().click();
            visit.picture("staff-service-1440").isFit();
            var asked = page.request().get(origin() + "/api/resolve?structure=" + estuaire());
            assertThat(asked.text()).contains("\"address\":\"" + address + "\"", "\"reason\":\"chosen\"");

            page.locator("select[name=document]").first().selectOption("laboratory");
            find(page, "service-except").first().click();
            assertThat(find(page, "service-exception")).hasCount(1);
            assertThat(page.request()
                            .get(origin() + "/api/resolve?document=laboratory&structure=" + estuaire())
                            .text())
                    .contains("\"reason\":\"exception\"");
            find(page, "service-exception").locator("button").click();
            assertThat(find(page, "service-exception")).hasCount(0);
            visit.to("/annuaire/adresse");
            page.locator("#structure").fill(estuaire());
            find(page, "which-ask").click();
            assertThat(find(page, "which-use")).hasText(address);

            visit.to("/services/choix");
            var token = page.locator("input[name=_csrf]").first().getAttribute("value");
            var nothing = FormData.create().set("_csrf", token).set("structure", estuaire());
            page.request()
                    .post(
                            origin() + "/services/choix/boite",
                            RequestOptions.create().setForm(nothing));
            assertThat(page.request()
                            .get(origin() + "/api/resolve?structure=" + estuaire())
                            .text())
                    .contains("\"reason\":\"several\"");
        }
        assertThat(jdbc.sql("select count(*) from audit.entry where action = 'promotion.choose-service'")
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    @Order(3)
    void nobodyElseSeesIt() {
        try (var visit = visit(MANAGER, 1440, ColorScheme.LIGHT).to("/services/choix")) {
            var other = jdbc.sql("select national_id from directory.structure where name not like '%ESTUAIRE%' limit 1")
                    .query(String.class)
                    .single();
            assertThat(posted(visit, other)).isEqualTo(404);
            var token = visit.page().locator("input[name=_csrf]").first().getAttribute("value");
            assertThat(visit.page()
                            .request()
                            .post(
                                    origin() + "/services/choix/boite",
                                    RequestOptions.create()
                                            .setForm(FormData.create()
                                                    .set("_csrf", token)
                                                    .set("structure", other)))
                            .status())
                    .isEqualTo(404);
        }
        try (var visit = visit("Camille Lefèvre", 1440, ColorScheme.LIGHT)) {
            assertThat(visit.page().request().get(origin() + "/services/choix").status())
                    .isEqualTo(403);
        }
    }
}
