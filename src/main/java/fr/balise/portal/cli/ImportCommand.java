package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code import FILE…}: hands the files to the running instance, shows how far it is, and ends with one line of JSON. */
final class ImportCommand {
    private final Places places;

    ImportCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.words().isEmpty())
            throw new Arguments.Wrong("usage: ./balise import FILE… [--accept-large-change]");
        var files = arguments.words().stream().map(Path::of).toList();
        for (var file : files)
            if (!Files.isReadable(file) || Files.isDirectory(file))
                throw new Failure(file + " cannot be read; name the national files or zips of them.");
        try (var admin = new AdminClient(places.existing(arguments))) {
            var batch = UUID.randomUUID().toString();
            for (var file : files) admin.put("incoming/" + batch + "/" + encoded(file), file);
            return follow(admin, batch, arguments.has("accept-large-change"));
        }
    }

    private static String encoded(Path file) {
        return java.net.URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private static int follow(AdminClient admin, String batch, boolean accept)
            throws IOException, InterruptedException {
        boolean terminal = System.console() != null && System.console().isTerminal();
        var stream = admin.stream("imports", Map.of("batch", batch, "acceptLargeChange", accept));
        JsonNode last = AdminClient.JSON.createObjectNode();
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                last = AdminClient.JSON.readTree(line);
                if (terminal && last.has("step")) progress(last);
            }
        } catch (IOException | JacksonException cut) {
            // The instance went away, perhaps within a line: what is said below says what is known.
        }
        if (terminal) System.err.print("\r\033[K");
        return finish(last);
    }

    private static void progress(JsonNode at) {
        System.err.printf(
                "\r\033[K%s %s %d %%",
                at.path("step").asString(),
                at.path("file").asString(),
                at.path("percent").asInt());
    }

    private static int finish(JsonNode last) {
        var result = last.path("result");
        if (!result.isObject())
            throw new Failure(
                    "the instance ended before it told how the import went: the directory is as it was, or has all of it. Start"
                            + " it and give the files again; what is there already changes nothing.");
        for (var path : rejects(last)) System.err.println("Rejected rows, with line and reason: " + path);
        System.out.println(result);
        if (result.path("applied").asBoolean()) return 0;
        System.err.println("balise: " + result.path("reason").asString("not applied"));
        return 1;
    }

    private static List<String> rejects(JsonNode last) {
        return last.path("rejects").valueStream().map(JsonNode::asString).toList();
    }
}
