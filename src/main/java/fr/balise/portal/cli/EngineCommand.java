package fr.balise.portal.cli;

import fr.balise.portal.supervisor.EngineDiff;
import fr.balise.portal.supervisor.EngineRender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code engine diff}: status 0 where the mail servers run with what Balise would write, else 1. {@code engine render --system FOLDER}: the
 * configuration for the system's servers, written into a folder.
 */
final class EngineCommand {
    private static final String USAGE = "engine diff, or ./balise engine render --system FOLDER";

    private final Places places;

    EngineCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.words().equals(List.of("diff"))) return diff(arguments);
        var words = arguments.exactly(2, USAGE);
        if (!words.getFirst().equals("render") || !arguments.has("system"))
            throw new Arguments.Wrong("usage: ./balise " + USAGE);
        return render(arguments, Path.of(words.getLast()).toAbsolutePath());
    }

    private int diff(Arguments arguments) throws IOException, InterruptedException {
        var told = new EngineDiff(places.existing(arguments)).tell();
        System.out.print(told);
        if (told.isEmpty()) System.err.println("balise: Dovecot and Postfix run with what Balise would write");
        return told.isEmpty() ? 0 : 1;
    }

    private int render(Arguments arguments, Path folder) throws IOException, InterruptedException {
        new EngineRender(places.existing(arguments)).into(folder);
        System.err.println("balise: written to " + folder
                + "; nothing that runs was changed. docs/install.md tells how to install it");
        return 0;
    }
}
