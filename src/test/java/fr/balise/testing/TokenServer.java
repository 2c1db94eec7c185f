package fr.balise.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The introspection address of Pro Santé Connect, with answers that a test decides. Asks for the client's secret. */
public final class TokenServer {
    public static final String CLIENT = "balise-test";
    public static final String SECRET = "introspection secret";
    public static final String ISSUER = "https://psc.test";

    private static final TokenServer ONE = new TokenServer();

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final HttpServer server;

    private TokenServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/introspect", this::introspect);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, Object> settings() {
        var psc = "balise.identity.psc.";
        return Map.of(
                psc + "enabled",
                "true",
                psc + "client-id",
                CLIENT,
                psc + "client-secret",
                SECRET,
                psc + "authorization-uri",
                ISSUER + "/auth",
                psc + "token-uri",
                ISSUER + "/token",
                psc + "user-info-uri",
                ISSUER + "/userinfo",
                psc + "jwk-set-uri",
                ISSUER + "/certs",
                psc + "issuer",
                ISSUER,
                psc + "introspection-uri",
                uri(),
                psc + "token-clients",
                "mail-program");
    }

    public static String uri() {
        return "http://127.0.0.1:" + ONE.server.getAddress().getPort() + "/introspect";
    }

    /** The token of a person, good for two minutes. */
    public static void knows(String token, String nationalId) {
        answers(token, 200, good(nationalId, Instant.now().getEpochSecond() + 120));
    }

    public static String good(String nationalId, long until) {
        return "{\"active\":true,\"iss\":\"" + ISSUER + "\",\"typ\":\"Bearer\",\"azp\":\"mail-program\",\"sub\":\"f:x:"
                + nationalId + "\",\"exp\":" + until + ",\"SubjectNameID\":\"" + nationalId + "\"}";
    }

    public static void answers(String token, int status, String body) {
        ONE.answers.put(token, new Answer(status, body));
    }

    /** How often a token was asked about. */
    public static int asked(String token) {
        return ONE.asked.getOrDefault(token, 0);
    }

    private void introspect(HttpExchange http) throws IOException {
        var token = URLDecoder.decode(
                new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .replaceFirst(".*?token=([^&]*).*", "$1"),
                StandardCharsets.UTF_8);
        asked.merge(token, 1, Integer::sum);
        var basic = Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
        var answer = ("Basic " + basic).equals(http.getRequestHeaders().getFirst("Authorization"))
                ? answers.getOrDefault(token, new Answer(200, "{\"active\":false}"))
                : new Answer(401, "{}");
        var octets = answer.body().getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
        try (http) {
            if (octets.length > 0) http.getResponseBody().write(octets);
        }
    }
}
