package fr.balise.mailstore;

import fr.balise.mailstore.MailStore.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dovecot's administration over HTTP, on loopback. */
@Component
class Doveadm implements DisposableBean {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TAG = "balise";

    /** Exit codes of doveadm that say "there is nothing": no such user, nothing found. */
    static final Set<Integer> NOTHING = Set.of(67, 68);

    private final MailstoreSettings settings;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Doveadm(MailstoreSettings settings) {
        this.settings = settings;
    }

    /** @throws Unavailable when there is no answer, or an error that is not among {@code tolerated} */
    JsonNode call(String command, Map<String, Object> parameters, Set<Integer> tolerated) {
        try {
            var body = JSON.writeValueAsString(List.of(List.of(command, parameters, TAG)));
            var answer = client.send(request(body), BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new Unavailable(command + ": status " + answer.statusCode(), null);
            return read(command, JSON.readTree(answer.body()), tolerated);
        } catch (IOException | JacksonException e) {
            throw new Unavailable(command + ": no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(command + ": interrupted", e);
        }
    }

    private HttpRequest request(String body) {
        var key = Base64.getEncoder().encodeToString(settings.doveadmKey().getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.doveadmPort() + "/doveadm/v1"))
                .timeout(PATIENCE)
                .header("Authorization", "X-Dovecot-API " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode read(String command, JsonNode answer, Set<Integer> tolerated) {
        var first = answer.path(0);
        if (first.path(0).asString("").equals("doveadmResponse")) return first.path(1);
        int code = first.path(1).path("exitCode").asInt(-1);
        if (!tolerated.contains(code)) throw new Unavailable(command + ": exit code " + code, null);
        return JSON.createArrayNode();
    }

    @Override
    public void destroy() {
        client.close();
    }
}
