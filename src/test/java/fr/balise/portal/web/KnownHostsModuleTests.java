package fr.balise.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.FreshDatabase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Under which names an installation answers. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "balise.mailbox.base-url=https://portail.example.org",
            "balise.portal.hosts=bal.example.org,Balise.Intranet.example.org"
        })
@ContextConfiguration(initializers = FreshDatabase.class)
class KnownHostsModuleTests {
    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.0.0.1:8080",
                "[::1]:8080",
                "portail.example.org",
                "PORTAIL.example.org:443",
                "bal.example.org.",
                "balise.intranet.example.org"
            })
    void ownNamesAreAnswered(String host) throws IOException {
        assertThat(asked(host, "/aide", "text/html")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evil-portail.example.org",
                "x.bal.example.org",
                "192.0.2.7"
            })
    void anotherNameIsRefusedWithAPageThatSaysWhereToGo(String host) throws IOException {
        var answer = asked(host, "/mes-boites", "text/html");
        assertThat(answer)
                .startsWith("HTTP/1.1 421")
                .contains("Ouvrez-la par son adresse habituelle", "href=\"https://portail.example.org\"")
                .containsPattern("data-test=\"error-reference\">[0-9A-F]{5}-[0-9A-F]{5}")
                .doesNotContain("evil", "Set-Cookie");
    }

    @Test
    void programsAreToldSoInTheirOwnForm() throws IOException {
        assertThat(asked("evil.example", "/api/directory/search?q=martin", "application/json"))
                .startsWith("HTTP/1.1 421")
                .contains("application/problem+json");
    }

    @Test
    void healthIsToldUnderEveryName() throws IOException {
        assertThat(asked("10.0.0.7", "/actuator/health", "application/json")).startsWith("HTTP/1.1 200");
        assertThat(asked("10.0.0.7", "/actuator/prometheus", "text/plain")).startsWith("HTTP/1.1 421");
    }

    /** By hand: the clients of the JDK do not let one choose the name. */
    private String asked(String host, String path, String accept) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: " + accept
                                    + "\r\nAccept-Language: fr\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
