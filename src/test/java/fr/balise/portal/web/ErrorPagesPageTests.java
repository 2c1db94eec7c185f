package fr.balise.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** No failure is a dead end: each page says what happened, what to do next, and a number for support. */
@NullUnmarked
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = {"balise.directory.search.burst=4", "balise.directory.search.requests-per-minute=1"})
class ErrorPagesPageTests extends DemoPageTest {
    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void aRequestThatCannotBeReadIsNoDeadEnd(String language) {
        try (var visit = reader("Camille Lefèvre", language)) {
            tells(visit.to("/annuaire?q=%ff&langue=%zz"), "400", "400-" + language);
        }
    }

    @Test
    void whatCannotBeReadIsNotLoggedEither(CapturedOutput output) {
        try (var visit = reader("Camille Lefèvre", "fr")) {
            visit.to("/annuaire?q=invente%ff");
        }
        assertThat(output.getAll()).doesNotContain("invente", "InvalidParameterException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void aPageOfStaffIsRefusedWithAWayOut(String language) {
        try (var visit = reader("Camille Lefèvre", language)) {
            tells(visit.to("/operateur/acces"), "403", "403-" + language);
        }
    }

    @Test
    void aFormFromBeforeTheLoginSaysToOpenThePageAgain() {
        try (var visit = reader("Camille Lefèvre", "fr")) {
            visit.to("/mes-boites");
            visit.page().evaluate("""
                    () => { const form = document.createElement('form'); form.method = 'post'; form.action = '/mes-boites/ajouter';
                            document.body.append(form); form.submit(); }""");
            visit.page().waitForURL("**/ajouter");
            tells(visit, "403", "stale");
            assertThat(visit.page().locator("h1").textContent()).doesNotContain("droit");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void anAddressThatOnlyTakesFormsIsNoDeadEnd(String language) {
        try (var visit = reader("Camille Lefèvre", language)) {
            tells(visit.to("/delegations/1/revocation"), "405", "405-" + language);
        }
    }

    @Test
    void whoSearchesTooOftenKeepsThePageAndIsToldToWait() {
        try (var visit = reader("Camille Lefèvre", "fr")) {
            for (int i = 0; i < 6; i++) visit.to("/annuaire?q=lefevre");
            visit.picture("error-429").isAccessible().isWellBehaved().fitsItsWidth();
            assertThat(visit.page().locator("main").textContent())
                    .contains("Trop de recherches", "Attendez quelques secondes");
            assertThat(visit.page().locator("input[name=q]").inputValue()).isEqualTo("lefevre");
        }
    }

    @Test
    void aFailureOfOursIsOwnedAndNumbered() {
        jdbc.sql("alter table mailbox.statement rename to lost").update();
        try (var visit = reader("Camille Lefèvre", "fr")) {
            tells(visit.to("/mes-boites"), "500", "500");
        } finally {
            jdbc.sql("alter table mailbox.lost rename to statement").update();
        }
    }

    private Visit reader(String name, String language) {
        var visit = visit(name, 390, ColorScheme.LIGHT);
        if (language.equals("en")) visit.to("/?lang=en");
        return visit;
    }

    private static void tells(Visit visit, String status, String name) {
        visit.picture("error-" + name).isAccessible().isWellBehaved().fitsItsWidth();
        var error = visit.page().locator("[data-test=error]");
        assertThat(error.getAttribute("data-status")).isEqualTo(status);
        assertThat(error.locator("h1").textContent()).isNotBlank().doesNotContain("??");
        assertThat(error.locator("[data-test=error-home]").getAttribute("href")).isEqualTo("/");
        assertThat(error.locator("[data-test=error-reference]").textContent()).matches("[0-9A-F]{5}-[0-9A-F]{5}");
        assertThat(visit.page().locator("html").getAttribute("lang")).isEqualTo(name.endsWith("-en") ? "en" : "fr");
        assertThat(visit.page().content()).doesNotContain("Exception").doesNotContain("SQL");
    }
}
