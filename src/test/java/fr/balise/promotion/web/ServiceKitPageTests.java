package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoPageTest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A manager makes the preferred service mailbox known, names nobody, and switches the link off. */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceKitPageTests extends DemoPageTest {
    private static final String MANAGER = "Loïc Guéguen";

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void nothingIsChosen() {
        startOver();
    }

    private String kit() {
        return "/services/kit/"
                + jdbc.sql("select id from directory.structure where name like '%ESTUAIRE%'")
                        .query(Long.class)
                        .single();
    }

    @Test
    @Order(1)
    void withoutAChoiceThereIsNoKit() {
        try (var visit = visit(MANAGER, 1440, ColorScheme.LIGHT).to("/services/choix")) {
            assertThat(find(visit.page(), "service-box").first()).isVisible();
            assertThat(find(visit.page(), "service-kit")).hasCount(0);
            assertThat(visit.page().request().get(origin() + kit()).status()).isEqualTo(404);
        }
    }

    @Test
    @Order(2)
    void theKitIsMadeOfTheChoiceAndNamesNobody() {
        try (var visit = visit(MANAGER, 1440, ColorScheme.LIGHT).to("/services/choix")) {
            var page = visit.page();
            page.locator("[data-address^=cardiologie] input").check();
            find(page, "service-save").first().click();
            find(page, "service-kit").click();
            page.waitForURL("**" + kit());
            assertThat(find(page, "kit-address")).hasText("cardiologie@ch-estuaire-demo.mssante.fr");
            assertThat(find(page, "signature-text")).containsText("Cardiologie");
            assertThat(find(page, "signature-text")).containsText("ESTUAIRE");
            visit.picture("service-kit-1440").isFit();
            for (var file : new String[] {"signature.html", "pied-de-page.txt", "site-web.txt", "contact.vcf"}) {
                var got = page.request().get(origin() + kit() + "/" + file);
                assertThat(got).isOK();
                assertThat(new String(got.body(), StandardCharsets.UTF_8))
                        .contains("cardiologie@ch-estuaire-demo.mssante.fr")
                        .doesNotContain("Loïc", "Guéguen", "praticien");
            }
            assertThat(page.request().get(origin() + kit() + "/kit.zip")).isOK();
            assertThat(page.request()
                            .get(origin() + kit() + "/ordonnance-bloc.pdf")
                            .status())
                    .isEqualTo(404);
        }
        try (var visit = visit(MANAGER, 390, ColorScheme.DARK).to(kit() + "?langue=en")) {
            visit.picture("service-kit-390").isFit();
        }
    }

    @Test
    @Order(3)
    void theLinkShowsThePresentAddressUntilItIsSwitchedOff() {
        try (var visit = visit(MANAGER, 1440, ColorScheme.DARK).to(kit())) {
            var page = visit.page();
            var link = find(page, "kit-url").innerText();
            var path = link.substring(link.indexOf("/bal/"));
            visit.to(path);
            assertThat(find(page, "signpost-address")).hasText("cardiologie@ch-estuaire-demo.mssante.fr");
            visit.picture("service-link-1440").isFit();
            visit.to(kit());
            find(page, "kit-link-turn").click();
            assertThat(find(page, "kit-link-off")).isVisible();
            assertThat(page.request().get(origin() + path).status()).isEqualTo(404);
            assertThat(page.request().get(origin() + kit() + "/qr.png").status())
                    .isEqualTo(404);
            find(page, "kit-link-turn").click();
            assertThat(find(page, "kit-url")).hasText(link);
        }
    }

    @Test
    @Order(4)
    void nobodyElseTakesIt() {
        for (var stranger : new String[] {"Camille Lefèvre", "Inès Marchal"})
            try (var visit = visit(stranger, 1440, ColorScheme.LIGHT)) {
                for (var at : new String[] {"", "/contact.vcf", "/kit.zip", "/apercus/carte.pdf"})
                    assertThat(visit.page().request().get(origin() + kit() + at).status())
                            .as(stranger + at)
                            .isEqualTo(404);
            }
    }
}
