package fr.balise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One person at one screen. Notes everything that a page must not do: ask another host, complain on the console, break the
 * content security policy, weigh too much.
 */
public final class Visit implements AutoCloseable {
    /** Of a page with all that it loads, as it travels. */
    public static final int HEAVIEST_BYTES = 150_000;

    private static final int LOOK_MILLIS = 20;
    private static final int QUIET_LOOKS = 3;
    private static final int LOOKS = 1_000;

    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final @Nullable String SCREENSHOTS = System.getenv("BALISE_SCREENSHOTS");

    private final BrowserContext context;
    private final Page page;
    private final String origin;
    private final List<String> wrongs = new ArrayList<>();
    private int bytes;
    private int underWay;

    private Visit(Chromium chromium, String origin, Browser.NewContextOptions options) {
        this.origin = origin;
        context = chromium.browser().newContext(options.setBaseURL(origin).setLocale("fr-FR"));
        context.setDefaultTimeout(20_000);
        page = context.newPage();
        page.onRequest(request -> {
            underWay++;
            if (!request.url().startsWith(origin)) wrongs.add("asked another host: " + request.url());
        });
        page.onRequestFinished(_ -> underWay--);
        page.onRequestFailed(_ -> underWay--);
        page.onConsoleMessage(message -> {
            // Chromium itself reports a page that was answered with an error status: that is not the page's fault.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource"))
                wrongs.add("console: " + message.text());
        });
        page.onPageError(error -> wrongs.add("script: " + error));
        page.onResponse(response -> {
            if (response.status() >= 400
                    && !response.request().isNavigationRequest()
                    && !"xhr".equals(response.request().resourceType()))
                wrongs.add(response.status() + " for " + response.url());
        });
        var network = context.newCDPSession(page);
        network.send("Network.enable");
        network.on(
                "Network.loadingFinished",
                end -> bytes += end.get("encodedDataLength").getAsInt());
    }

    public static Visit at(Chromium chromium, String origin, int width, ColorScheme scheme) {
        return new Visit(
                chromium,
                origin,
                new Browser.NewContextOptions()
                        .setViewportSize(width, width < 500 ? 844 : 900)
                        .setColorScheme(scheme));
    }

    /** On paper: A4, as the print style sheet lays it out. Kept if the variable {@code BALISE_SCREENSHOTS} names a folder. */
    public byte[] printed(String name, boolean landscape) {
        var options =
                new Page.PdfOptions().setFormat("A4").setLandscape(landscape).setPreferCSSPageSize(true);
        if (SCREENSHOTS != null) options.setPath(Path.of(SCREENSHOTS, name + ".pdf"));
        return page.pdf(options);
    }

    public static Visit withoutScript(Chromium chromium, String origin) {
        return new Visit(
                chromium,
                origin,
                new Browser.NewContextOptions().setViewportSize(1280, 900).setJavaScriptEnabled(false));
    }

    public Page page() {
        return page;
    }

    /** Goes there from an empty cache and counts what travels. */
    public Visit to(String path) {
        bytes = 0;
        try {
            page.navigate(origin + path);
        } catch (PlaywrightException going) {
            // A page that shows progress goes on by itself when it is over: perhaps just now.
            if (!String.valueOf(going.getMessage()).contains("ERR_ABORTED")) throw going;
            page.waitForLoadState();
            page.navigate(origin + path);
        }
        settle();
        return this;
    }

    /** Waits until nothing is asked for any more; Playwright's own way of knowing takes half a second of each page. */
    private void settle() {
        page.waitForLoadState();
        for (int looks = 0, quiet = 0; quiet < QUIET_LOOKS && looks < LOOKS; looks++) {
            page.waitForTimeout(LOOK_MILLIS);
            quiet = underWay > 0 ? 0 : quiet + 1;
        }
    }

    /** Keeps a picture if the variable {@code BALISE_SCREENSHOTS} names a folder. */
    public Visit picture(String name) {
        if (SCREENSHOTS != null)
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(SCREENSHOTS, name + ".png"))
                    .setFullPage(true));
        return this;
    }

    public Visit isAccessible() {
        // What spares a page of its own, which takes longer than the look itself, reaches into no frame.
        boolean whole = page.frames().size() == 1;
        var grave = here(() -> new AxeBuilder(page).setLegacyMode(whole).analyze()).getViolations().stream()
                .filter(v -> GRAVE.contains(v.getImpact()))
                .map(v -> v.getId() + ": " + v.getHelp() + " "
                        + v.getNodes().stream().map(n -> n.getHtml()).toList())
                .toList();
        assertThat(grave).as("axe at " + page.url()).isEmpty();
        return this;
    }

    /** Asks the page once more if it went on by itself while it was asked: what it shows was in progress, and is over. */
    private <T> T here(Supplier<T> question) {
        try {
            return question.get();
        } catch (PlaywrightException goneOn) {
            if (!String.valueOf(goneOn.getMessage()).contains("Execution context was destroyed")) throw goneOn;
            settle();
            return question.get();
        }
    }

    public Visit isWellBehaved() {
        assertThat(wrongs).as("at " + page.url()).isEmpty();
        return this;
    }

    public Visit isLight() {
        assertThat(bytes).as("bytes of " + page.url()).isLessThan(HEAVIEST_BYTES);
        return this;
    }

    public Visit fitsItsWidth() {
        var tooWide = here(
                () -> page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        assertThat(((Number) tooWide).intValue())
                .as("pixels to scroll sideways at " + page.url())
                .isZero();
        return this;
    }

    /** What every page owes to whoever reads it: words for all it says, no error, axe, the screen's width, nothing else asked for. */
    public Visit isFit() {
        assertThat(page.content()).doesNotContain("??").doesNotContain("data-test=\"error\"");
        return isAccessible().isWellBehaved().fitsItsWidth();
    }

    public int bytes() {
        return bytes;
    }

    @Override
    public void close() {
        context.close();
    }
}
