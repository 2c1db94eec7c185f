package fr.balise.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.Chromium;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = FreshDatabase.class)
class WelcomePageTests {
    static Chromium chromium;

    @LocalServerPort
    int port;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 768, 390})
    void theWelcomeIsFitForEveryScreen(int width) {
        for (var scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK})
            try (var visit = Visit.at(chromium, "http://127.0.0.1:" + port, width, scheme)) {
                visit.to("/")
                        .picture("welcome-" + width + "-" + scheme)
                        .isLight()
                        .isAccessible()
                        .isWellBehaved()
                        .fitsItsWidth();
                visit.to("/annuaire/nulle-part")
                        .picture("404-" + width + "-" + scheme)
                        .isAccessible()
                        .isWellBehaved();
                assertThat(visit.page().locator("[data-test=error]").getAttribute("data-status"))
                        .isEqualTo("404");
            }
    }
}
