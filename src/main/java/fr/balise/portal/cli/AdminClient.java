package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the running instance over loopback, with the token that lies in its data folder. */
final class AdminClient implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_TOKEN = 200;

    private final Instance instance;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    AdminClient(Instance instance) {
        this.instance = instance;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(send(request(path).GET(), BodyHandlers.ofString()));
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return json(send(posting(path, body), BodyHandlers.ofString()));
    }

    /** For answers that come bit by bit. */
    InputStream stream(String path, Map<String, ?> body) throws IOException, InterruptedException {
        var response = send(posting(path, body), BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 == 2) return response.body();
        try (var problem = response.body()) {
            throw refused(response.statusCode(), new String(problem.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    void put(String path, Path file) throws IOException, InterruptedException {
        json(send(request(path).PUT(BodyPublishers.ofFile(file)), BodyHandlers.ofString()));
    }

    /** A public page of the instance: no token goes along. */
    HttpResponse<String> open(String pathAndQuery) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(instance.portal() + pathAndQuery));
        return send(request.GET(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder posting(String path, Map<String, ?> body) throws IOException {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(instance.portal() + "/api/admin/" + path))
                .header("X-Balise-Admin", token());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return http.send(request.build(), handler);
        } catch (ConnectException down) {
            throw notRunning();
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) throw refused(response.statusCode(), response.body());
        return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    private static Failure refused(int status, String body) {
        try {
            var problem = JSON.readTree(body);
            var detail = problem.path("detail").asString("");
            if (!detail.isEmpty()) return new Failure(detail);
        } catch (tools.jackson.core.JacksonException notJson) {
            // told below, without the body: it may be anything
        }
        return new Failure("the instance answered with status " + status + "; see balise.log in its folder logs");
    }

    private Failure notRunning() {
        return new Failure("the instance in " + instance.data() + " is not running; start it with ./balise "
                + (instance.kind() == Instance.Kind.DEMO ? "demo" : "up") + ".");
    }

    /** Root reads in a folder of the unprivileged user: never through a link, never more than a token. */
    private String token() throws IOException {
        var file = instance.data().resolve("admin.token");
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) throw notRunning();
        if (!Files.isReadable(file))
            throw new Failure(
                    "the token of the instance may be read only by its user and by root; run the command as one of them.");
        var attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || attributes.size() > LONGEST_TOKEN)
            throw new Failure("admin.token in " + instance.data() + " is not what Balise wrote; restart the instance.");
        return Files.readString(file).strip();
    }

    @Override
    public void close() {
        http.close();
    }
}
