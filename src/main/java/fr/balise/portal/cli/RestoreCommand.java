package fr.balise.portal.cli;

import fr.balise.portal.backup.Restore;
import fr.balise.portal.supervisor.Account;
import fr.balise.portal.supervisor.ExternalDatabase;
import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.portal.supervisor.Ledger;
import fr.balise.portal.supervisor.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code restore FILE}: into the instance that stands there, else into a new one. Nothing is given up before the backup was read whole. */
final class RestoreCommand {
    private final Places places;

    RestoreCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        var file = Path.of(arguments.exactly(1, "restore FILE").getFirst()).toAbsolutePath();
        if (!Files.isReadable(file)) throw new Failure(file + " cannot be read.");
        var instance = instance(arguments, Restore.kind(file));
        if (new Ledger(instance).read().filter(Ledger.Page::supervised).isPresent())
            throw new Failure("the instance is running; stop it first with ./balise down.");
        if (!Question.yes(arguments, "Replace what " + instance.data() + " holds by " + file + "?")) return 1;
        restore(instance, file);
        System.err.println(
                "balise: restored; start it with ./balise " + (instance.kind() == Kind.DEMO ? "demo" : "up"));
        return 0;
    }

    /** The instance of the backup's kind; a folder of another kind is refused. */
    private Instance instance(Arguments arguments, String kind) throws IOException, InterruptedException {
        var wanted = kind.equals(Kind.DEMO.word()) ? Kind.DEMO : Kind.MAIN;
        var instance = places.toStart(wanted, arguments);
        var mark = instance.data().resolve("instance");
        if (Files.exists(mark) && places.existing(wanted, arguments).kind() != wanted)
            throw new Failure("this backup is of an instance of the kind " + wanted.word() + ", and " + instance.data()
                    + " is not; name another folder with --data.");
        return instance;
    }

    private static void restore(Instance instance, Path file) throws IOException, InterruptedException {
        var supervisor = new Supervisor(instance, line -> System.err.println("balise: " + line)).databaseAlone();
        supervisor.start();
        var copy = instance.data().resolve("restore.zip");
        try {
            var account = Account.ensure();
            supervisor.give(account, file, copy);
            supervisor.runAsUser(
                    account,
                    ExternalDatabase.url(instance.home())
                            .map(url -> Map.of(Restore.EXTERNAL, url))
                            .orElse(Map.of()),
                    Restore.class,
                    instance.data().toString(),
                    Integer.toString(instance.postgresqlPort()),
                    copy.toString());
        } finally {
            supervisor.stop();
            Files.deleteIfExists(copy);
        }
    }
}
