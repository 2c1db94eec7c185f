package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** {@code search WORDS…}: as the search box of the portal. */
final class SearchCommand {
    private final Places places;

    SearchCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.words().isEmpty()) throw new Arguments.Wrong("usage: ./balise search WORDS… [--json]");
        var asked = URLEncoder.encode(String.join(" ", arguments.words()), StandardCharsets.UTF_8);
        try (var client = new AdminClient(places.existing(arguments))) {
            var response = client.open("/api/directory/search?limit=20&q=" + asked);
            var body = AdminClient.JSON.readTree(response.body());
            if (response.statusCode() != 200)
                throw new Failure(body.path("title").asString("the search failed") + ". "
                        + body.path("detail").asString(""));
            for (var hit : body.path("results")) System.out.println(arguments.has("json") ? hit.toString() : line(hit));
            return 0;
        }
    }

    private static String line(JsonNode hit) {
        var where = hit.path("situation");
        var name = hit.path("person").path("fullName").asString("");
        var text = new StringBuilder(
                name.isEmpty() ? where.path("structure").path("name").asString("") : name);
        add(text, where.path("profession"));
        where.path("specialties").forEach(specialty -> add(text, specialty));
        if (!name.isEmpty()) add(text, where.path("structure").path("name"));
        add(text, where.path("city"));
        var end = hit.path("person").path("rppsEnd").asString("");
        if (!end.isEmpty()) text.append(", RPPS …").append(end);
        hit.path("mailboxes")
                .forEach(box -> text.append("\n    ").append(box.path("address").asString()));
        return text.toString();
    }

    private static void add(StringBuilder text, JsonNode value) {
        var word = value.asString("");
        if (!word.isEmpty()) text.append(", ").append(word);
    }
}
