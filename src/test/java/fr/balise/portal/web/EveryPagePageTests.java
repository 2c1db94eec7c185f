package fr.balise.portal.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Visit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
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
        PAGES.put("tour", "/demo/visite");
        PAGES.put("delegations", "/delegations");
        PAGES.put("about", "/aide/a-propos");
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT,fr", "1440,DARK,fr", "768,LIGHT,en", "390,DARK,fr"})
    void everyPageIsAccessibleLightAndAtHome(int width, ColorScheme scheme, String language) {
        var ending = "-" + width + "-" + scheme + "-" + language;
        try (var visit = visit(DOCTOR, width, scheme)) {
            visit.to("/?lang=" + language);
            PAGES.forEach((name, path) -> fit(visit.to(path).picture(name + ending)));
            deepPages(visit).forEach((name, path) -> fit(visit.to(path).picture(name + ending)));
            assertThat(visit.page().locator("html").getAttribute("lang")).isEqualTo(language);
        }
    }

    /** Pages of one thing: their addresses are found as a person finds them. */
    private Map<String, String> deepPages(Visit visit) {
        var page = visit.page();
        var pages = new LinkedHashMap<String, String>();
        var lost = visit.to("/mes-boites").page().locator("[data-address='c.lefevre@ch-estuaire-demo.mssante.fr']");
        pages.put("box", path(lost.locator("[data-test=box-address]").getAttribute("href")));
        lost.locator("[data-test=box-more] summary").click();
        lost.locator("[data-test=ask-depublish]")
                .or(lost.locator("[data-test=box-request] a"))
                .first()
                .click();
        page.waitForURL("**/demarches/*");
        pages.put("request", path(page.url()));
        visit.to("/annuaire?q=lefevre+vannes");
        pages.put("person", path(page.locator("[data-test=hit-name]").first().getAttribute("href")));
        pages.put(
                "structure",
                path(page.locator("[data-test=hit-facts] a").first().getAttribute("href")));
        pages.put("check", checkLink(visit));
        pages.put("message", path(messages(visit).first().getAttribute("href")));
        return pages;
    }

    private String checkLink(Visit visit) {
        var page = visit.page();
        visit.to("/mes-boites");
        var check = page.locator("[data-test=check]");
        if (visit.to("/demo/messages").page().locator("[data-test=message]").count() == 0) {
            visit.to("/mes-boites");
            check.first().click();
            page.locator("[data-test=box-waiting]").first().waitFor();
        }
        visit.to(path(messages(visit).first().getAttribute("href")));
        return path(page.locator("[data-test=message-link]").first().getAttribute("href"));
    }

    private static Locator messages(Visit visit) {
        for (int looks = 0; looks < 60; looks++) {
            var messages = visit.to("/demo/messages").page().locator("[data-test=message] a");
            if (messages.count() > 0) return messages;
            visit.page().waitForTimeout(500); // the outbox sends what was committed within a few seconds
        }
        throw new AssertionError("no message arrived in the demo's outbox");
    }

    private String path(String address) {
        return address.replace(origin(), "");
    }

    private static void fit(Visit visit) {
        visit.isLight().isFit();
    }

    /** 1280 px at 200 % is a window of 640 px. */
    @Test
    void atTwiceTheSizeNothingIsCutOff() {
        try (var visit = visit(DOCTOR, 640, ColorScheme.LIGHT)) {
            PAGES.forEach((name, path) -> visit.to(path).fitsItsWidth());
            deepPages(visit).forEach((name, path) -> visit.to(path).fitsItsWidth());
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
        try (var visit = visitWithoutScript(DOCTOR)) {
            reads(visit.to("/"), "home-sentence", "first", "step", "home-boxes");
            reads(visit.to("/mes-boites"), "box-address", "box-evidence", "box-publication", "box-source", "group");
            visit.page().locator("[data-test=box-address]").first().click();
            reads(visit, "box-evidence", "box-operator");
            deepPages(visit).forEach((name, path) -> {
                if (name.equals("request")) reads(visit.to(path), "request-state", "recipient", "letter", "pdf");
            });
            reads(visit.to("/annuaire?q=lefevre"), "hit", "hit-name", "directory-go");
            visit.to("/aide/identifier");
            assertThat(visit.page().locator("[data-test=leaflet-line]").count()).isEqualTo(9);
            visit.isWellBehaved();
        }
    }

    private static void reads(Visit visit, String... parts) {
        for (var part : parts) {
            var seen = visit.page().locator("[data-test=" + part + "]").first();
            assertThat(seen.isVisible()).as(part + " at " + visit.page().url()).isTrue();
        }
    }

    /** One sheet of A4, and nothing on it that only a screen can use. */
    @Test
    void thePictureIsPrintedOnOneSheet() {
        try (var visit = visit(DOCTOR, 1440, ColorScheme.DARK)) {
            var pdf = visit.to("/synthese").printed("picture-printed", true);
            assertThat(Pattern.compile("/Type\\s*/Page\\b")
                            .matcher(new String(pdf, ISO_8859_1))
                            .results()
                            .count())
                    .as("sheets")
                    .isOne();
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
            var reachable = (Integer) visit.page().evaluate(REACHABLE);
            var seen = new java.util.HashSet<Object>();
            for (int press = 0; press < reachable + 5; press++) {
                visit.page().keyboard().press("Tab");
                seen.add(visit.page().evaluate("document.activeElement.dataset.reach ?? ''"));
            }
            seen.remove("");
            assertThat(seen).as("of what can be pressed in the page").hasSize(reachable);
        }
    }

    /** Numbers what can be pressed or typed into and is shown; says how many there are. */
    private static final String REACHABLE = """
            () => { let n = 0;
              for (const one of document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), main summary, main select, main textarea'))
                if (one.checkVisibility({visibilityProperty: true}) && !one.disabled) one.dataset.reach = ++n;
              return n; }""";

    private static String focused(Visit visit) {
        return String.valueOf(visit.page().evaluate("document.activeElement.textContent"));
    }
}
