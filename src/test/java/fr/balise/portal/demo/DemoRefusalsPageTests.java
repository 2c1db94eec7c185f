package fr.balise.portal.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import fr.balise.directory.FailedPublications;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Request;
import fr.balise.kernel.MailAddress;
import fr.balise.testing.DemoPageTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What staff find in a fresh demo: three publications that its own directory really refused. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
class DemoRefusalsPageTests extends DemoPageTest {
    @Autowired
    FailedPublications failed;

    @Autowired
    Publication publication;

    /** Known before the start: the demo asks itself at that port. */
    @DynamicPropertySource
    static void ownPort(DynamicPropertyRegistry registry) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            registry.add("server.port", () -> port);
        }
    }

    private Request request(String address) {
        return publication.state(MailAddress.parse(address)).getFirst().request();
    }

    @Test
    void threeWereRefusedEachWithItsReasonAndThoseOfTheKeyGoThroughWhenTriedAgain() {
        assertThat(failed.count()).isEqualTo(3);
        try (var visit = visit("Inès Marchal", 1440, ColorScheme.LIGHT).to("/operateur/publications")) {
            var page = visit.page();
            assertThat(page.locator("[data-test=failed-publication]")).hasCount(3);
            assertThat(page.locator("[data-trouble=not-allowed]")).hasCount(2);
            assertThat(page.locator("[data-trouble=refused]")).hasCount(1);
            assertThat(page.locator("[data-test=drift]")).hasCount(DemoDrifts.ALL.size());
            visit.picture("publications-of-the-demo").isFit();
            tryAgain(page, DemoRefusals.BY_KEY.getFirst());
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> request(DemoRefusals.BY_KEY.getFirst()) instanceof Request.Told);
        assertThat(failed.count()).isEqualTo(2);
        failed.again(failed.after(0, 10).getLast().statement(), "test");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> request(DemoRefusals.LEFT) instanceof Request.Failed);
    }

    private static void tryAgain(Page page, String address) {
        var card = page.locator("[data-test=failed-publication]")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(address));
        card.locator("[data-test=again]").click();
        assertThat(page.locator("main .notice")).containsText("est de nouveau demandée");
    }
}
