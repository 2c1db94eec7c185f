package fr.balise.portal.cli;

import java.io.IOException;
import java.util.Map;

/** {@code grant operator NATIONALID}: the first operator of a new installation. */
final class GrantCommand {
    private final Places places;

    GrantCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        var words = arguments.exactly(2, "grant operator NATIONALID");
        if (!words.getFirst().equals("operator"))
            throw new Arguments.Wrong(
                    "only the role operator is granted here; managers are named on the portal's page.");
        try (var admin = new AdminClient(places.existing(arguments))) {
            admin.post("operators", Map.of("nationalId", words.getLast()));
        }
        System.err.println("balise: " + words.getLast() + " is operator staff from the next login on");
        return 0;
    }
}
