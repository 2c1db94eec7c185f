package fr.balise.directory.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.balise.directory.FirstLoad;
import fr.balise.directory.LoadReport;
import fr.balise.directory.Loads;
import fr.balise.testing.FreshDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** What people and programs meet while an installation's directory is loaded for the first time: a real load, stopped in its middle. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.profiles.active=demo", "balise.directory.search.compare=1h"})
@ContextConfiguration(initializers = FreshDatabase.class)
class FirstLoadModuleTests {
    /** A page that waits for the load answers later than any test would wait. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    int port;

    @Autowired
    Loads loads;

    @Autowired
    FirstLoad first;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(SOON).build();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void empty() {
        Given.empty(jdbc);
    }

    @Test
    void aPageIsToldHowFarTheFirstLoadIsAndOpensByItself() throws Exception {
        during(() -> {
            for (var path : List.of("/", "/annuaire?q=martin", "/connexion", "/operateur/annuaire")) {
                var answer = asked(path, "text/html");
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body()).as(path).contains("se charge pour la première fois", "<progress");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
                assertThat(answer.headers().firstValue("Refresh")).hasValue("3");
            }
            assertThat(asked("/aide", "text/html").statusCode()).isEqualTo(200);
            assertThat(asked("/actuator/health", "application/json").statusCode())
                    .isEqualTo(200);
        });
        assertThat(asked("/connexion", "text/html").statusCode()).isEqualTo(200);
    }

    @Test
    void aProgramIsToldWhenToAskAgain() throws Exception {
        during(() -> {
            var api = asked("/api/directory/search?q=martin", "application/json");
            assertThat(api.statusCode()).isEqualTo(503);
            assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(api.headers().firstValue("Retry-After")).isPresent();
            var fhir = asked("/fhir/Practitioner?name=martin", "application/fhir+json");
            assertThat(fhir.statusCode()).isEqualTo(503);
            assertThat(fhir.body()).contains("OperationOutcome", "transient", "first time");
            assertThat(fhir.headers().firstValue("Retry-After")).isPresent();
        });
    }

    @Test
    void anotherCopyOfBaliseKnowsAsWell() throws Exception {
        var other = new FillingNow(jdbc);
        assertThat(other.percent()).isEmpty();
        during(() -> await().atMost(SOON).until(() -> other.percent().isPresent()));
        await().atMost(SOON).until(() -> other.percent().isEmpty());
    }

    @Test
    void afterALoadThatFailedTheDirectoryIsReadAgain() throws Exception {
        var loading = begin(new IllegalStateException("the disk is full"));
        reading.await(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(first.percent()).isPresent();
        goOn.countDown();
        assertThat(loading).failsWithin(SOON);
        assertThat(first.percent()).isEmpty();
        assertThat(asked("/connexion", "text/html").statusCode()).isEqualTo(200);
    }

    @Test
    void aLoadIntoADirectoryThatHoldsSomethingHoldsNobodyUp() throws Exception {
        assertThat(Given.load(loads, Given.mailboxes(1, 0, 30, "Zoé")).applied())
                .isTrue();
        var seen = new ArrayList<Boolean>();
        loads.load(
                List.of(Given.mailboxes(2, 0, 31, "Zoé")),
                null,
                _ -> seen.add(first.percent().isPresent()));
        assertThat(seen).isNotEmpty().containsOnly(false);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void during(Work work) throws Exception {
        var loading = begin(null);
        try {
            assertThat(reading.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            work.run();
        } finally {
            goOn.countDown();
        }
        assertThat(loading.get(SOON.toSeconds(), TimeUnit.SECONDS).applied()).isTrue();
    }

    /** A load that stands still, its tables locked, until it may go on. */
    private CompletableFuture<LoadReport> begin(RuntimeException then) {
        var file = Given.mailboxes(1, 0, 30, "Zoé");
        return CompletableFuture.supplyAsync(
                () -> loads.load(List.of(file), null, progress -> {
                    if (!"read".equals(progress.step()) || reading.getCount() == 0) return;
                    reading.countDown();
                    stand();
                    if (then != null) throw then;
                }),
                Thread::startVirtualThread);
    }

    private void stand() {
        try {
            goOn.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> asked(String path, String accept) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Accept", accept)
                        .timeout(SOON)
                        .build(),
                BodyHandlers.ofString());
    }
}
