package fr.balise.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.kernel.Patience;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.SilentProxy;
import fr.balise.testing.TestPorts;
import fr.balise.testing.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The machine of the database vanishes without a word: no reset, no answer, everything that is sent is swallowed. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "balise.mailstore.enabled=true",
            "balise.mailstore.engine-key=an invented key",
            "spring.datasource.hikari.connection-timeout=4000",
            "spring.datasource.hikari.validation-timeout=1000"
        })
@ContextConfiguration(initializers = SilentDatabaseModuleTests.ThroughAProxy.class)
@DirtiesContext
class SilentDatabaseModuleTests {
    /** Somebody who waits has given up long before. */
    private static final int BOUND_SECONDS = 120;

    private static final int OFFSET = TestPorts.freeOffset();
    private static final int ENGINE = 12428 + OFFSET;
    private static final int POLICY = 2599 + OFFSET;
    private static final int HEADS = 12431 + OFFSET;
    private static SilentProxy proxy;

    static class ThroughAProxy extends FreshDatabase {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            super.initialize(context);
            var environment = context.getEnvironment();
            var url = Pattern.compile(":([0-9]+)/").matcher(environment.getProperty("spring.datasource.url"));
            if (!url.find()) throw new IllegalStateException("no port");
            try {
                proxy = new SilentProxy(Integer.parseInt(url.group(1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "through a proxy",
                            Map.of(
                                    "spring.datasource.url",
                                    url.replaceFirst(":" + proxy.port() + "/"),
                                    "balise.mailstore.engine-port",
                                    ENGINE,
                                    "balise.gateway.policy-port",
                                    POLICY,
                                    "balise.gateway.heads-port",
                                    HEADS)));
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    DataSource pool;

    @AfterEach
    void speakAgain() throws Exception {
        proxy.silent(false);
        awaitPage();
    }

    /** A connection that is being made when the silence ends is still waited for. */
    private void awaitPage() throws Exception {
        for (int looks = 0; looks < 30 && soon(this::page) != 200; looks++) Thread.sleep(500);
        assertThat(page()).isEqualTo(200);
    }

    @Test
    void peopleAreToldMailIsDeferredAndEverythingComesBackByItself() throws Exception {
        assertThat(page()).isEqualTo(200);
        assertThat(login()).isEqualTo(401);
        assertThat(policy()).startsWith("action=550");

        proxy.silent(true);

        assertThat(soon(this::page)).isEqualTo(503);
        assertThat(soon(this::login)).isEqualTo(503);
        assertThat(soon(this::policy)).startsWith("action=451 4.3.5");

        proxy.silent(false);

        awaitPage();
        assertThat(soon(this::login)).isEqualTo(401);
        assertThat(soon(this::policy)).startsWith("action=550");
    }

    @Test
    void whoeverWaitsGivesUpInTheMidstOfAStatementAndTheConnectionIsThrownAway() throws Exception {
        var broken = soon(() -> Patience.within(Duration.ofSeconds(1), () -> {
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("select 1");
                proxy.silent(true);
                assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
                return connection.isClosed();
            }
        }));
        assertThat(broken).isTrue();
    }

    @Test
    void workThatNobodyWaitsForMayTakeLongOnAConnectionThatSomebodyWaitedFor() throws Exception {
        int usual;
        try (var connection = pool.getConnection()) {
            usual = connection.getNetworkTimeout();
        }
        assertThat(usual).isGreaterThanOrEqualTo(1_800_000);
        for (int turn = 0; turn < 20; turn++)
            assertThat(Patience.within(Duration.ofSeconds(1), () -> {
                        try (var connection = pool.getConnection()) {
                            return connection.getNetworkTimeout();
                        }
                    }))
                    .isEqualTo(1000);
        for (int turn = 0; turn < 20; turn++)
            try (var connection = pool.getConnection()) {
                assertThat(connection.getNetworkTimeout()).isEqualTo(usual);
            }
    }

    private int page() throws IOException, InterruptedException {
        return new Visitor(port).get("/annuaire").statusCode();
    }

    private int login() throws IOException, InterruptedException {
        var form = "mailbox=nobody%40essai.mssante.fr&mechanism=PLAIN&secret=x&service=imap&ip=127.0.0.1&session=s";
        var asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ENGINE + "/engine/login"))
                .header("X-Balise-Engine", "an invented key")
                .POST(BodyPublishers.ofString(form))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(asked, BodyHandlers.discarding()).statusCode();
        }
    }

    private String policy() throws IOException {
        try (var socket = new Socket("127.0.0.1", POLICY)) {
            socket.getOutputStream()
                    .write(("request=smtpd_access_policy\nprotocol_state=END-OF-MESSAGE\n"
                                    + "sasl_username=nobody@essai.mssante.fr\nrecipient_count=1\n\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[200];
            int read = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, read), StandardCharsets.US_ASCII);
        }
    }

    private static <T> T soon(Callable<T> asked) throws Exception {
        try (var alone = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = alone.submit(asked);
            try {
                return answer.get(BOUND_SECONDS, TimeUnit.SECONDS);
            } finally {
                alone.shutdownNow();
            }
        }
    }
}
