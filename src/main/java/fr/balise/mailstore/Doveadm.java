package fr.balise.mailstore;

import fr.balise.mailstore.MailStore.Unavailable;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dovecot's administration over HTTP, on loopback. */
@Component
class Doveadm implements DisposableBean {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TAG = "balise";

    /** Field of a message: seconds of the epoch at which it arrived. */
    static final String ARRIVED = "date.received.unixtime";

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
        return calls(command, List.of(parameters), tolerated).getFirst();
    }

    /** The same command for many, over the wire once. @return an answer for each, in their order */
    List<JsonNode> calls(String command, List<Map<String, Object>> parameters, Set<Integer> tolerated) {
        var commands =
                parameters.stream().map(each -> List.of(command, each, TAG)).toList();
        var answers = answer(command, commands, body -> JSON.readTree(body));
        if (answers.size() != commands.size()) throw new Unavailable(command + ": answers are missing", null);
        return StreamSupport.stream(answers.spliterator(), false)
                .map(answer -> read(command, answer, tolerated))
                .toList();
    }

    /** Hands over one field of each row of an answer as it is read: whatever its length, it is never held whole. */
    void each(String command, Map<String, Object> parameters, String field, Consumer<String> use) {
        answer(command, List.of(List.of(command, parameters, TAG)), body -> {
            try (var rows = JSON.createParser(body)) {
                Consumer<String> take = value -> {};
                for (var token = rows.nextToken(); token != null; token = rows.nextToken())
                    if (token == JsonToken.PROPERTY_NAME) {
                        take = value(command, rows.currentName(), field, use);
                    } else if (token.isScalarValue()) {
                        take.accept(rows.getValueAsString(""));
                        take = value -> {};
                    }
                return true;
            }
        });
    }

    private static Consumer<String> value(String command, String name, String field, Consumer<String> use) {
        if (name.equals(field)) return use;
        if (!name.equals("exitCode")) return value -> {};
        return code -> {
            if (NOTHING.stream().noneMatch(known -> code.equals(known.toString())))
                throw new Unavailable(command + ": exit code " + code, null);
        };
    }

    private interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    private <T> T answer(String command, List<?> commands, Reading<T> reading) {
        try {
            var answer = client.send(request(JSON.writeValueAsString(commands)), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != 200)
                    throw new Unavailable(command + ": status " + answer.statusCode(), null);
                return reading.read(body);
            }
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

    private static JsonNode read(String command, JsonNode first, Set<Integer> tolerated) {
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
