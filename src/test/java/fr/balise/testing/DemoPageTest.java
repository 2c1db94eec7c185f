package fr.balise.testing;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** A demo instance with its three days of national files, and a browser in front of it. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DemoPageTest {
    /** Ten seconds where nothing else runs. */
    private static final int START_OVER_MILLIS = 180_000;

    protected Chromium chromium;

    @LocalServerPort
    protected int port;

    @Value("${balise.data}")
    protected Path data;

    @BeforeAll
    void open() {
        chromium = new Chromium();
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    protected static Locator find(Page page, String test) {
        return page.locator("[data-test=" + test + "]");
    }

    protected String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** The story from its beginning, by the banner's lever: all of the demo is made again, with its mail. */
    protected void startOver() {
        try (var visit = Visit.at(chromium, origin(), 1440, ColorScheme.LIGHT)) {
            var page = visit.to("/").page();
            page.setDefaultTimeout(START_OVER_MILLIS);
            Hand.POINTER.press(page.locator("[data-test=demo-banner] summary"));
            page.waitForNavigation(() -> Hand.POINTER.press(find(page, "demo-reset")));
        }
    }

    /** A person of the demo at a screen, logged in by that beginning of the name. */
    protected Visit visit(String name, int width, ColorScheme scheme) {
        return logIn(Visit.at(chromium, origin(), width, scheme), name);
    }

    /** The same person, in a browser that runs no script. */
    protected Visit visitWithoutScript(String name) {
        return logIn(Visit.withoutScript(chromium, origin()), name);
    }

    private Visit logIn(Visit visit, String name) {
        APIResponse answer = visit.page()
                .request()
                .post(
                        origin() + "/demo/login",
                        RequestOptions.create()
                                .setMaxRedirects(0)
                                .setForm(FormData.create().set("nationalId", nationalId(name))));
        if (answer.status() >= 400) throw new IllegalStateException(answer.status() + " " + answer.text());
        return visit;
    }

    protected String nationalId(String name) {
        try {
            for (var person : JsonMapper.shared().readTree(Files.readString(data.resolve("people.json"))))
                if (plain(person.get("name").asString()).contains(plain(name)))
                    return person.get("nationalId").asString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalArgumentException("nobody of that name in the demo: " + name);
    }

    /** Without accents and capitals. */
    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
