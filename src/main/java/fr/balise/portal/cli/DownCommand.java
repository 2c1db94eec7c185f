package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Ledger;
import fr.balise.portal.supervisor.Supervisor;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code down}: asks the supervisor to stop its parts; where it died, stops them itself. */
final class DownCommand {
    private static final long LONGEST_SECONDS = 120;

    private final Places places;

    DownCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        arguments.exactly(0, "down");
        var instance = places.existing(arguments);
        var page = new Ledger(instance).read();
        if (page.isEmpty()) {
            System.err.println("balise: nothing is running");
            return 0;
        }
        stop(instance, page.get());
        System.err.println("balise: stopped");
        return 0;
    }

    private static void stop(Instance instance, Ledger.Page page) throws IOException, InterruptedException {
        var supervisor = page.supervisor().alive();
        if (supervisor.isEmpty()) {
            Supervisor.clearUp(instance);
            return;
        }
        supervisor.get().destroy();
        try {
            supervisor.get().onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure("the supervisor (process " + page.supervisor().pid() + ") did not end in two minutes");
        }
    }
}
