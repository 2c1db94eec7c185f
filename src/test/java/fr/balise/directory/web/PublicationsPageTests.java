package fr.balise.directory.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.balise.directory.Carrier;
import fr.balise.directory.FailedPublications;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.testing.DemoPageTest;
import fr.balise.testing.Hand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What staff see when the national directory refuses: the courier really asks a server, and that server really says no. */
@NullUnmarked
class PublicationsPageTests extends DemoPageTest {
    private static final HttpServer REFUSING = refusing();

    @Autowired
    Publication publication;

    @Autowired
    FailedPublications failed;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void elsewhere(DynamicPropertyRegistry registry) {
        registry.add(
                "balise.directory.publisher.endpoint",
                () -> "http://127.0.0.1:" + REFUSING.getAddress().getPort() + "/fhir");
        registry.add("balise.directory.publisher.poll", () -> "200ms");
    }

    private static HttpServer refusing() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", PublicationsPageTests::refuse);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In turn by whom it is asked about: not allowed, unknown, not understood. */
    private static void refuse(HttpExchange exchange) throws IOException {
        var asked = exchange.getRequestURI().toString();
        int kind = asked.chars().filter(Character::isDigit).reduce(0, (sum, digit) -> sum + digit) % 3;
        var body = kind == 1
                ? "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}"
                : "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"invalid\"}]}";
        var octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
        exchange.sendResponseHeaders(List.of(403, 200, 400).get(kind), octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        REFUSING.stop(0);
    }

    private void wantedByThree() {
        var people = jdbc.sql("select id from directory.person where gone_since is null order by id desc limit 3")
                .query(Long.class)
                .list();
        for (var person : people)
            publication.want(
                    new Wanted(
                            MailAddress.parse("publiee." + person + "@balise-demo.mssante.fr"),
                            MailboxType.PER,
                            new Carrier.OfPerson(person),
                            Visibility.PUBLISHED,
                            1,
                            null,
                            null,
                            null),
                    "test");
    }

    private long ours() {
        return failed.after(0, 100).stream()
                .filter(one -> one.wanted().address().toString().startsWith("publiee."))
                .count();
    }

    @ParameterizedTest
    @CsvSource({"1440,POINTER,LIGHT", "390,KEYBOARD,LIGHT", "390,POINTER,DARK"})
    void whatWasRefusedIsShownWithWhatToDoAndCanBeTriedAgain(int width, Hand hand, ColorScheme scheme) {
        wantedByThree();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ours() == 3);
        try (var visit = visit("Inès Marchal", width, scheme).to("/operateur/publications")) {
            var page = visit.page();
            assertThat(find(page, "failed-publication").first()).isVisible();
            assertThat(find(page, "failed-publication").count()).isGreaterThanOrEqualTo(3);
            assertThat(find(page, "trouble").first()).not().isEmpty();
            assertThat(page.locator("[data-trouble=key-refused]"))
                    .hasCount(0); // a demo has its key before its first wish
            visit.picture("publications-" + width + "-" + scheme).isFit();
            hand.press(find(page, "again").first());
            assertThat(page.locator("main .notice")).containsText("est de nouveau demandée");
            visit.isFit();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ours() == 3);
    }

    @Test
    void thePageIsThereInEnglish() {
        try (var visit = visit("Inès Marchal", 390, ColorScheme.LIGHT).to("/operateur/publications?lang=en")) {
            assertThat(visit.page().locator("html")).hasAttribute("lang", "en");
            assertThat(find(visit.page(), "failed-number")).containsText("publication");
            visit.isFit();
        }
    }
}
