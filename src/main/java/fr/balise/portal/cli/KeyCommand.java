package fr.balise.portal.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code key add NAME --domain D}: prints the key, once. */
final class KeyCommand {
    private final Places places;

    KeyCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        var words = arguments.exactly(2, "key add NAME [--domain D]");
        if (!words.getFirst().equals("add")) throw new Arguments.Wrong("usage: ./balise key add NAME [--domain D]");
        var domains = arguments.value("domain").map(List::of).orElse(List.of());
        try (var admin = new AdminClient(places.existing(arguments))) {
            var key = admin.post("keys", Map.of("name", words.getLast(), "domains", domains));
            System.out.println(key.path("key").asString());
        }
        System.err.println("balise: this key is shown once; send it as the header ESANTE-API-KEY");
        return 0;
    }
}
