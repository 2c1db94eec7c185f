package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Folders;
import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.portal.supervisor.Ledger;
import java.io.IOException;
import java.nio.file.Files;

/** {@code reset demo}: throws the data of the demo away. */
final class ResetCommand {
    private final Places places;

    ResetCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException {
        if (!arguments.exactly(1, "reset demo").getFirst().equals(Kind.DEMO.word()))
            throw new Arguments.Wrong("only the demo can be reset: ./balise reset demo");
        if (arguments.value("data").isEmpty() && !Files.exists(places.folder(Kind.DEMO))) {
            System.err.println("balise: there is no demo here");
            return 0;
        }
        var instance = places.existing(Kind.DEMO, arguments);
        if (instance.kind() != Kind.DEMO) throw new Failure(instance.data() + " is not a demo; nothing was deleted.");
        if (new Ledger(instance).read().filter(Ledger.Page::supervised).isPresent())
            throw new Failure("the demo is running; stop it first with ./balise down.");
        if (!Question.yes(arguments, "Throw away everything in " + instance.data() + "?")) return 1;
        Folders.delete(instance.data());
        Files.deleteIfExists(places.folder(Kind.DEMO));
        System.err.println("balise: the demo is gone; ./balise demo starts a new one");
        return 0;
    }
}
