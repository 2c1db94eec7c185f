package fr.balise.directory.courier;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of servers that are busy, broken, slow or odd: a real socket that answers line by line as the test says. */
@NullUnmarked
class FhirCallsTests {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final String FOUND =
            "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"resource\":{\"resourceType\":\"Practitioner\",\"id\":\"7\"}}]}";
    private static final String BARE = "{\"resourceType\":\"Practitioner\",\"id\":\"7\"}";
    private static final Wish WISH = Wishes.of("a.b@c.mssante.fr", Wishes.CAMILLE, null, true);

    record Said(int status, Map<String, String> headers, String body) {}

    private HttpServer server;
    private final Deque<Said> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> matches = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        matches.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")));
        exchange.getRequestBody().readAllBytes();
        var said = script.poll();
        if (said == null) return; // never answers
        said.headers.forEach(exchange.getResponseHeaders()::set);
        var body = said.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void says(int status, String body, String... headers) {
        script.add(new Said(status, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), body));
    }

    private List<Reply> bring(Wish... wishes) {
        var settings = new PublisherSettings(
                PublisherSettings.Way.FHIR,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "secret",
                null,
                Path.of("unused"),
                1000,
                20,
                Duration.ofMillis(700),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                3,
                Duration.ofMinutes(1),
                Duration.ofHours(1));
        return new FhirDirectory(settings, FhirContext.forR4Cached(), InstantSource.fixed(NOON)).bring(List.of(wishes));
    }

    private static String with(String telecom) {
        return BARE.replace("}", ",\"telecom\":[" + telecom + "]}");
    }

    @Test
    void aServerThatAsksToWaitIsWaitedForAndNotAskedAboutTheNextOne() {
        says(429, "", "Retry-After", "120");
        assertThat(bring(WISH, WISH)).containsExactly(new Reply.Later(Trouble.BUSY, Duration.ofMinutes(2)));
        says(503, "", "Retry-After", "Thu, 26 Nov 2026 12:10:00 GMT");
        assertThat(bring(WISH, WISH)).containsExactly(new Reply.Later(Trouble.BUSY, Duration.ofMinutes(10)));
        says(503, "", "Retry-After", "999999999");
        assertThat(bring(WISH)).containsExactly(new Reply.Later(Trouble.BUSY, Duration.ofDays(1)));
        says(503, "", "Retry-After", "soon");
        assertThat(bring(WISH)).containsExactly(new Reply.Later(Trouble.BUSY, null));
        assertThat(asked).hasSize(4);
    }

    @Test
    void noAnswerABrokenOneAndSomethingElseAreTriedLater() {
        assertThat(bring(WISH)).containsExactly(new Reply.Later(Trouble.UNREACHABLE, null));
        says(500, "<html>");
        assertThat(bring(WISH)).containsExactly(new Reply.Later(Trouble.BROKEN, null));
        for (var odd : List.of("<html>portail captif</html>", "{", "[]", "{\"resourceType\":\"Tea\"}", "null", BARE)) {
            says(200, odd);
            assertThat(bring(WISH)).as(odd).containsExactly(new Reply.Later(Trouble.UNREADABLE, null));
        }
    }

    @Test
    void refusalsAreToldApart() {
        var refusals = Map.of(
                401, Trouble.KEY_REFUSED,
                403, Trouble.NOT_ALLOWED,
                404, Trouble.CARRIER_UNKNOWN,
                422, Trouble.REFUSED,
                400, Trouble.NOT_UNDERSTOOD,
                302, Trouble.NOT_UNDERSTOOD);
        refusals.forEach((status, why) -> {
            says(200, FOUND);
            says(200, BARE, "ETag", "W/\"1\"");
            says(status, "{}");
            assertThat(bring(WISH)).containsExactly(new Reply.Refused(why));
        });
    }

    @Test
    void aVersionThatWasOvertakenIsReadAgain() {
        says(200, FOUND);
        says(200, BARE, "ETag", "W/\"1\"");
        says(412, "{}");
        says(200, BARE, "ETag", "W/\"2\"");
        says(200, with("{\"system\":\"email\",\"value\":\"A.B@c.mssante.fr\"}"));
        assertThat(bring(WISH)).containsExactly(new Reply.Done(true));
        assertThat(matches).containsExactly("null", "null", "W/\"1\"", "null", "W/\"2\"");
    }

    @Test
    void aVersionThatIsAlwaysOvertakenIsLeftForLater() {
        says(200, FOUND);
        for (int i = 0; i < 3; i++) {
            says(200, BARE, "ETag", "W/\"" + i + "\"");
            says(412, "{}");
        }
        assertThat(bring(WISH)).containsExactly(new Reply.Later(Trouble.CHANGED_MEANWHILE, null));
    }

    @Test
    void aYesThatChangesNothingIsNotBelieved() {
        says(200, FOUND);
        says(200, BARE);
        says(200, BARE);
        says(200, BARE);
        assertThat(bring(WISH)).containsExactly(new Reply.Later(Trouble.NOT_TAKEN, null));
    }

    /** Shapes that were seen, or that drafts allow. */
    @Test
    void whatIsThereAlreadyIsSeenHoweverItIsWritten() {
        var metadata =
                "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata";
        for (var telecom : List.of(
                "{\"system\":\"email\",\"value\":\" a.b@c.mssante.fr \"}",
                "{\"value\":\"a.b@c.mssante.fr\",\"unknown\":{\"x\":[1]}}",
                "{\"system\":\"nonsense\",\"value\":\"a.b@c.mssante.fr\"}",
                "{\"value\":\"A.B@C.MSSANTE.FR\",\"extension\":[{\"url\":\"" + metadata
                        + "\",\"extension\":[{\"url\":\"type\",\"valueCode\":\"PER\"}]}]}",
                "{\"value\":\"a.b@c.mssante.fr\",\"extension\":[{\"url\":\"http://old.example/mailbox-mss-metadata\","
                        + "\"extension\":[{\"url\":\"type\",\"valueCoding\":{\"code\":\"PER\"}},{\"url\":\"listeRouge\",\"valueString\":\"false\"}]}]}")) {
            says(200, FOUND);
            says(200, with(telecom));
            assertThat(bring(WISH)).as(telecom).containsExactly(new Reply.Done(false));
        }
    }

    @Test
    void anotherTypeIsNotWrittenOver() {
        says(200, FOUND);
        says(
                200,
                with("{\"value\":\"a.b@c.mssante.fr\",\"extension\":[{\"url\":\"x/mailbox-mss-metadata\",\"extension\":"
                        + "[{\"url\":\"type\",\"valueCode\":\"CAB\"}]}]}"));
        assertThat(bring(WISH)).containsExactly(new Reply.Refused(Trouble.OTHER_TYPE));
        assertThat(asked).noneMatch(line -> line.startsWith("PATCH"));
    }
}
