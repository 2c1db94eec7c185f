package fr.balise.portal.cli;

import fr.balise.portal.supervisor.EngineDiff;
import java.io.IOException;

/** {@code engine diff}: status 0 where the mail servers run with what Balise would write, else 1. */
final class EngineCommand {
    private final Places places;

    EngineCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        var verb = arguments.exactly(1, "engine diff").getFirst();
        if (!verb.equals("diff")) throw new Arguments.Wrong("usage: ./balise engine diff");
        var told = new EngineDiff(places.existing(arguments)).tell();
        System.out.print(told);
        if (told.isEmpty()) System.err.println("balise: Dovecot and Postfix run with what Balise would write");
        return told.isEmpty() ? 0 : 1;
    }
}
