package fr.balise.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, at every width, light and dark: what a page owes to whoever reads it. */
class EveryPagePageTests extends DemoPageTest {
    private static final String DOCTOR = "Camille Lefèvre";

    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("home", "/");
        PAGES.put("boxes", "/mes-boites");
        PAGES.put("picture", "/synthese");
        PAGES.put("requests", "/demarches");
        PAGES.put("directory", "/annuaire?q=lefevre+vannes");
        PAGES.put("directory-empty", "/annuaire");
        PAGES.put("help", "/aide");
        PAGES.put("leaflet", "/aide/identifier");
        PAGES.put("leaflet-m", "/aide/entretenir");
        PAGES.put("leaflet-p", "/aide/valoriser");
        PAGES.put("contacts", "/aide/contacts");
        PAGES.put("words", "/aide/glossaire");
        PAGES.put("messages", "/demo/messages");
        PAGES.put("delegations", "/delegations");
        PAGES.put("about", "/aide/a-propos");
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "1440,DARK", "768,LIGHT", "768,DARK", "390,LIGHT", "390,DARK"})
    void everyPageIsAccessibleLightAndAtHome(int width, ColorScheme scheme) {
        try (var visit = visit(DOCTOR, width, scheme)) {
            PAGES.forEach((name, path) -> fit(visit.to(path).picture(name + "-" + width + "-" + scheme)));
            visit.to("/mes-boites");
            visit.page().locator("[data-test=box-address]").first().click();
            fit(visit.picture("box-" + width + "-" + scheme));
        }
    }

    private static void fit(Visit visit) {
        assertThat(visit.page().content()).doesNotContain("??").doesNotContain("data-test=\"error\"");
        visit.isLight().isAccessible().isWellBehaved().fitsItsWidth();
    }

    /** 1280 px at 200 % is a window of 640 px. */
    @Test
    void atTwiceTheSizeNothingIsCutOff() {
        try (var visit = visit(DOCTOR, 640, ColorScheme.LIGHT)) {
            PAGES.forEach((name, path) -> visit.to(path).fitsItsWidth());
        }
    }

    @Test
    void whatIsNotThereSaysWhatToDoNext() {
        try (var visit = visit(DOCTOR, 390, ColorScheme.DARK)) {
            visit.to("/mes-boites/nulle-part")
                    .picture("lost")
                    .isAccessible()
                    .isWellBehaved()
                    .fitsItsWidth();
            assertThat(visit.page().locator("[data-test=error]").getAttribute("data-status"))
                    .isEqualTo("404");
            assertThat(visit.page().locator("[data-test=error-reference]").textContent())
                    .matches("[0-9A-F]{5}-[0-9A-F]{5}");
        }
    }

    @Test
    void staffSeeTheirSheets() {
        try (var visit = visit("Inès Marchal", 1440, ColorScheme.LIGHT)) {
            for (var path : new String[] {"/operateur/fiches", "/operateur/fiches/nouvelle"})
                fit(visit.to(path).picture(path.substring(1).replace('/', '-')));
        }
    }

    @Test
    void eachPersonOfTheDemoHasAHomeOfTheirOwn() {
        for (var name : new String[] {"Hérouville", "Diaye", "Amrani", "Nguy", "Benali", "Guéguen"})
            try (var visit = visit(name, 1440, ColorScheme.LIGHT)) {
                fit(visit.to("/").picture("home-of-" + name));
            }
    }

    @Test
    void pagesAreReadWithoutAScript() {
        try (var visit = Visit.withoutScript(chromium, origin())) {
            visit.to("/annuaire?q=lefevre");
            assertThat(visit.page().locator("[data-test=hit]").count()).isPositive();
            visit.to("/aide/identifier");
            assertThat(visit.page().locator("[data-test=leaflet-line]").count()).isEqualTo(9);
        }
    }

    @Test
    void theOtherLanguageIsOneLinkAwayAndStays() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            visit.to("/mes-boites");
            visit.page().locator("[data-test=language]").click();
            assertThat(visit.page().locator("html").getAttribute("lang")).isEqualTo("en");
            assertThat(visit.page().locator("h1").textContent()).contains("My secure mailboxes");
            fit(visit.to("/").picture("home-en"));
            assertThat(visit.page().locator("html").getAttribute("lang")).isEqualTo("en");
        }
    }

    @Test
    void theKeyboardReachesEverything() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT)) {
            visit.to("/");
            visit.page().keyboard().press("Tab");
            assertThat(focused(visit)).contains("Aller au contenu");
            visit.page().keyboard().press("Enter");
            assertThat(visit.page().evaluate("document.activeElement.id")).isEqualTo("contenu");
            var seen = new java.util.ArrayList<String>();
            for (int press = 0; press < 60; press++) {
                visit.page().keyboard().press("Tab");
                seen.add(focused(visit));
            }
            assertThat(seen)
                    .anyMatch(text -> text.contains("Pourquoi"))
                    .anyMatch(text -> text.contains("Pas concerné"));
        }
    }

    private static String focused(Visit visit) {
        return String.valueOf(visit.page().evaluate("document.activeElement.textContent"));
    }
}
