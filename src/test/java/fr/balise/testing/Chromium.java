package fr.balise.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Chromium that can reach nothing but this machine. Close it after the tests of a class. */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;

    /** Waited for in full only by a test that fails: five seconds are two questions of a page that asks how far its job is. */
    private static final int PATIENCE_MILLIS = 30_000;

    public Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        if (!Files.isExecutable(PROGRAM))
            throw new IllegalStateException(
                    "The page tests need Chromium: apt-get install -y --no-install-recommends chromium");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox", // a root build has no user namespace to put it in
                                "--disable-dev-shm-usage",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-default-apps",
                                "--no-first-run",
                                "--no-default-browser-check",
                                "--disable-domain-reliability",
                                "--disable-client-side-phishing-detection",
                                "--metrics-recording-only",
                                "--proxy-server=http://127.0.0.1:9",
                                "--proxy-bypass-list=127.0.0.1;localhost",
                                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")));
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
