package fr.balise.portal.cli;

import fr.balise.portal.backup.Restore;
import fr.balise.portal.supervisor.Account;
import fr.balise.portal.supervisor.ExternalDatabase;
import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.portal.supervisor.Ledger;
import fr.balise.portal.supervisor.RestoreTraces;
import fr.balise.portal.supervisor.Supervisor;
import fr.balise.portal.supervisor.SystemServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
        var looked = Restore.look(file, places.externalDatabase());
        var instance = instance(arguments, looked.kind());
        if (new Ledger(instance).read().filter(Ledger.Page::supervised).isPresent())
            throw new Failure("the instance is running; stop it first with ./balise down.");
        SystemServers.of(instance).ifPresent(SystemServers::refuseWhileTheyRun);
        refuseWithoutRoom(instance.data(), looked.needed());
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

    /** @throws Failure when the disk would fill up on the way */
    private static void refuseWithoutRoom(Path data, long needed) throws IOException {
        var place = data;
        while (!Files.exists(place) && place.getParent() != null) place = place.getParent();
        long free = Files.getFileStore(place).getUsableSpace();
        if (free < needed)
            throw new Failure(String.format(
                    Locale.ROOT,
                    "this backup needs %,d MB free in %s, and there are %,d; nothing was changed. Make room, or name another folder"
                            + " with --data.",
                    needed >> 20,
                    place,
                    free >> 20));
    }

    private static void restore(Instance instance, Path file) throws IOException, InterruptedException {
        var supervisor = new Supervisor(instance, line -> System.err.println("balise: " + line)).databaseAlone();
        supervisor.start();
        var copy = new RestoreTraces(instance.data()).copy();
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
                    copy.toString(),
                    Long.toString(ProcessHandle.current().pid()));
        } finally {
            supervisor.stop();
            Files.deleteIfExists(copy);
        }
    }
}
