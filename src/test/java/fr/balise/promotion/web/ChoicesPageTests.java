package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SelectOption;
import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Declarations;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A doctor chooses, a secretary prepares, a colleague asks. */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChoicesPageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String NATIONAL = "camille.lefevre@national-demo.mssante.fr";
    private static final String SECRETARY = "Nadia Benali";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Declarations declarations;

    /** The demo instance is shared with other tests, which choose too, and end delegations. */
    @BeforeAll
    void fromTheBeginning() {
        startOver();
    }

    @Test
    @Order(1)
    void eachPlaceHasOnePreselectedChoiceWithItsReasonAndOneButtonValidatesAll() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/mes-boites")) {
            var page = visit.page();
            find(page, "to-choices").click();
            page.waitForURL("**/privilegiees");
            assertThat(find(page, "choice")).not().hasCount(0);
            assertThat(find(page, "seen")).hasCount(0);
            whatASearchWouldShowFollowsTheChoiceThatIsLookedAt(page);
            page.reload();
            int places = find(page, "choice").count();
            int preselected =
                    page.locator("[data-test=candidate] input:checked").count();
            assertThat(preselected).isPositive().isLessThanOrEqualTo(places);
            assertThat(find(page, "choose"))
                    .containsText(preselected == 1 ? "Valider ce choix" : "Valider ces " + preselected + " choix");
            assertThat(find(page, "reasons").first()).isVisible();
            visit.picture("choices-1440").isAccessible().fitsItsWidth();
            find(page, "choose").click();
            assertThat(page.locator("main")).containsText("C’est enregistré pour");
            assertThat(find(page, "seen")).containsText("Comment vos confrères vous voient : avant / après");
            assertThat(find(page, "seen-place")).hasCount(preselected);
            assertThat(find(page, "choice-decided")).hasCount(preselected);
            visit.picture("choices-decided-1440").isAccessible();
            page.reload();
            assertThat(find(page, "seen-place")).hasCount(preselected);
        }
    }

    private static void whatASearchWouldShowFollowsTheChoiceThatIsLookedAt(Page page) {
        var shown = page.locator("[data-test=seen-with]:visible");
        assertThat(shown)
                .hasCount(page.locator("[data-test=choice] input:checked").count());
        var lines = find(page, "choice").first().locator("[data-test=candidate]:has(input:enabled)");
        for (int i = 0; i < lines.count(); i++) {
            var line = lines.nth(i);
            line.locator("input").check();
            var then = line.locator("[data-test=seen-with]");
            assertThat(then).isVisible();
            var address = line.getAttribute("data-address");
            if (line.locator("[data-doubt=not-published]").count() == 0)
                assertThat(then.locator("[data-test=seen-then] li").first()).containsText(address);
            else assertThat(then.locator("[data-test=seen-not]")).containsText(address);
        }
    }

    @Test
    @Order(2)
    void theAnswerToColleaguesIsWhatWasChosen() throws Exception {
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK).to("/privilegiees")) {
            visit.picture("choices-390").isAccessible().fitsItsWidth().isWellBehaved();
            var page = visit.page();
            var preferred = page.locator("[data-test=candidate]:has([data-test=preferred])");
            assertThat(preferred.first()).isVisible();
            for (int i = 0; i < preferred.count(); i++) {
                var address = preferred.nth(i).getAttribute("data-address");
                var answer = asked(page, "/api/resolve?address=" + address);
                if (answer.get("address") == null) continue; // chosen, and not public: never answered
                assertThat(answer.at("/address").asString()).isNotBlank();
            }
            var byNumber = asked(page, "/api/resolve?person=" + nationalId(DOCTOR));
            assertThat(byNumber.at("/person/family").asString()).isEqualTo("LEFÈVRE");
            assertThat(byNumber.at("/reason").asString()).isIn("chosen", "several-places");
        }
    }

    @Test
    @Order(3)
    void anExceptionForAKindOfDocumentIsAnsweredForItAloneAndSurvivesTheFileOfTomorrow() throws Exception {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.DARK).to("/privilegiees")) {
            var page = visit.page();
            find(page, "exceptions").locator("summary").click();
            var form = find(page, "except").first();
            var place = form.locator("input[name=place]").inputValue();
            form.locator("select[name=document]").selectOption("laboratory");
            form.locator("select[name=box]").selectOption(new SelectOption().setLabel(NATIONAL));
            form.locator("[data-test=except-save]").click();
            find(page, "exceptions").locator("summary").click();
            assertThat(find(page, "exception").first()).containsText("Résultats de biologie");
            visit.picture("choices-exception-1440").isAccessible();

            var structure = structureOf(place);
            isAnsweredForItAlone(visit, structure);
            var before = preferences();
            tomorrow(page);
            assertThat(preferences()).isEqualTo(before);
            isAnsweredForItAlone(visit, structure);

            visit.to("/privilegiees");
            find(page, "exceptions").locator("summary").click();
            find(page, "exception").first().locator("button").click();
            assertThat(find(page, "exception")).hasCount(0);
            var taken = "/api/resolve?document=laboratory&person=" + nationalId(DOCTOR) + "&structure=" + structure;
            assertThat(asked(page, taken).at("/reason").asString()).isEqualTo("chosen");
        }
    }

    private String structureOf(String situation) {
        return jdbc.sql(
                        "select t.national_id from directory.situation s join directory.structure t on t.id = s.structure_id"
                                + " where s.id = ?")
                .param(Long.parseLong(situation))
                .query(String.class)
                .single();
    }

    private void isAnsweredForItAlone(Visit visit, String structure) {
        var page = visit.page();
        var question = "/api/resolve?person=" + nationalId(DOCTOR) + "&structure=" + structure;
        var laboratory = asked(page, question + "&document=laboratory");
        assertThat(laboratory.at("/address").asString()).isEqualTo(NATIONAL);
        assertThat(laboratory.at("/reason").asString()).isEqualTo("exception");
        assertThat(asked(page, question + "&document=11502-2")).isEqualTo(laboratory);
        assertThat(asked(page, question).at("/reason").asString()).isEqualTo("chosen");
        assertThat(asked(page, question + "&document=imaging").at("/reason").asString())
                .isEqualTo("chosen");
        visit.to("/annuaire/adresse");
        find(page, "which-person").fill(nationalId(DOCTOR));
        page.locator("#structure").fill(structure);
        page.locator("#document").selectOption("laboratory");
        find(page, "which-ask").click();
        assertThat(find(page, "which-use")).hasText(NATIONAL);
        assertThat(find(page, "which-why")).containsText("pour ce type de document");
    }

    private List<String> preferences() {
        return jdbc.sql(
                        "select person || ' ' || coalesce(situation, 0) || ' ' || coalesce(document, '') || ' ' || address"
                                + " from promotion.preferred where not prepared order by 1")
                .query(String.class)
                .list();
    }

    /** The real importer takes the files of the demo's next day. */
    private void tomorrow(Page page) throws Exception {
        long loads = loads();
        var press = HttpRequest.newBuilder(URI.create(origin() + "/demo/clock"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("days=1"))
                .build();
        try (var script = HttpClient.newHttpClient()) {
            assertThat(script.send(press, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(303);
        }
        var token = page.locator("input[name=_csrf]").first().getAttribute("value");
        var form = FormData.create().set("_csrf", token);
        page.request().post(origin() + "/demo/file", RequestOptions.create().setForm(form));
        for (int looks = 0; looks < 600 && loads() == loads; looks++) Thread.sleep(100);
        assertThat(loads()).isGreaterThan(loads);
    }

    private long loads() {
        return jdbc.sql("select count(*) from directory.load where state = 'applied'")
                .query(Long.class)
                .single();
    }

    @Test
    @Order(4)
    void aColleagueAsksWithAnyAddressThatIsKnown() {
        try (var visit = visit("Inès Marchal", 390, ColorScheme.LIGHT).to("/annuaire")) {
            var page = visit.page();
            find(page, "to-which").click();
            find(page, "which-person").fill(nationalId(DOCTOR));
            find(page, "which-ask").click();
            assertThat(find(page, "which-use")).containsText("@");
            assertThat(find(page, "which-why")).not().isEmpty();
            visit.picture("which-390").isAccessible().fitsItsWidth().isWellBehaved();
            assertThat(page).hasURL(origin() + "/annuaire/adresse");
            find(page, "which-person").fill("");
            find(page, "which-address").fill("personne@inconnu.mssante.fr");
            find(page, "which-ask").click();
            assertThat(page.locator("[role=alert]")).containsText("L’annuaire ne connaît pas cette adresse");
            assertThat(page).hasURL(origin() + "/annuaire/adresse");
            page.navigate(origin() + "/annuaire/adresse?address=personne@inconnu.mssante.fr");
            assertThat(page.locator("[role=alert]")).hasCount(0);
            find(page, "which-person").fill("12");
            find(page, "which-address").fill("a@b.mssante.fr");
            find(page, "which-ask").click();
            assertThat(page.locator("[role=alert]")).containsText("Donnez soit un numéro, soit une adresse");
        }
    }

    @Test
    @Order(5)
    void anAddressOnTheRedListIsNeverAnswered() throws Exception {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            var hidden = jdbc.sql(
                            "select d.display from directory.attachment a join directory.address d on d.id = a.address_id"
                                    + " where a.unlisted")
                    .query(String.class)
                    .list();
            assertThat(hidden).as("the demo has some").isNotEmpty();
            for (var address : hidden)
                assertThat(asked(visit.page(), "/api/resolve?address=" + address)
                                .at("/type")
                                .asString())
                        .endsWith("unknown-address");
        }
    }

    @Test
    @Order(6)
    void aSecretaryPreparesAndTheDoctorDecides() {
        jdbc.sql("delete from promotion.preferred").update();
        int waiting;
        try (var visit = visit(SECRETARY, 1440, ColorScheme.LIGHT).to("/privilegiees")) {
            var page = visit.page();
            assertThat(find(page, "choose")).containsText("Préparer");
            find(page, "choose").click();
            assertThat(page.locator("main")).containsText("l’accord du titulaire");
            waiting = find(page, "choice-prepared").count();
            assertThat(waiting).isPositive();
            assertThat(find(page, "choice-decided")).hasCount(0);
        }
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/privilegiees")) {
            var page = visit.page();
            assertThat(find(page, "choice-prepared")).hasCount(waiting);
            find(page, "choose").click();
            assertThat(find(page, "choice-prepared")).hasCount(0);
            assertThat(find(page, "choice-decided")).hasCount(waiting);
        }
    }

    @Test
    @Order(7)
    void aMailboxThatIsNotThePersonsIsPreferredNowhereAnyMore() {
        var chosen = jdbc.sql("select address from promotion.preferred where not prepared limit 1")
                .query(String.class)
                .single();
        var person = new NationalPersonId(nationalId(DOCTOR));
        long account = jdbc.sql("select id from identity.account where national_id = ?")
                .param(person.value())
                .query(Long.class)
                .single();
        var subject = new Subject(new Actor(account, DOCTOR, person, Set.of()), person, EnumSet.allOf(Right.class));
        var box = BoxId.of(person, MailAddress.parse(chosen));
        assertThat(declarations.notMine(subject, box).isDone()).isTrue();
        assertThat(jdbc.sql("select count(*) from promotion.preferred where address = ?")
                        .param(chosen)
                        .query(Long.class)
                        .single())
                .isZero();
        declarations.mineAfterAll(subject, box);
    }

    private JsonNode asked(Page page, String path) {
        return JsonMapper.shared().readTree(page.request().get(origin() + path).text());
    }
}
