package fr.balise.portal.backup;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Folders;
import fr.balise.portal.supervisor.RestoreTraces;
import fr.balise.portal.supervisor.RestoreTraces.Begun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Puts a backup in the place of what an instance holds, as the unprivileged user and while Balise is down. Everything is read, unpacked
 * and compared beside first. Then a mark is set in the data folder, under which nothing starts (decision 0144); rows and files are
 * exchanged, and the mark goes. A restore that was cut off anywhere is given again: what it had done is done once more.
 */
public final class Restore {
    /** Name of the environment variable for the address of an external PostgreSQL. */
    public static final String EXTERNAL = "BALISE_POSTGRESQL_URL";

    private final RestoreTraces traces;
    private final BackupReader backup;
    private final RestoredDatabase database;
    private final Optional<Begun> cutOff;

    private Restore(RestoreTraces traces, BackupReader backup, RestoredDatabase database, Optional<Begun> cutOff) {
        this.traces = traces;
        this.backup = backup;
        this.database = database;
        this.cutOff = cutOff;
    }

    /** What a backup is of, and the octets that the data folder must have free for it. */
    public record Looked(String kind, long needed) {}

    /** @throws Failure when it is not a whole backup */
    public static Looked look(Path file, boolean externalDatabase) throws IOException {
        try (var backup = new BackupReader(file)) {
            return new Looked(backup.held().kind(), SpaceNeeded.of(backup.held(), Files.size(file), externalDatabase));
        }
    }

    /**
     * Arguments: the data folder, the port of the embedded PostgreSQL, the backup, the process that waits for it. The address of another
     * PostgreSQL comes by environment: it holds a password, and the words of a command are for all to see.
     */
    static void main(String... args) throws IOException {
        var traces = new RestoreTraces(Path.of(args[0]));
        try (var _ = traces.alone();
                var backup = new BackupReader(Path.of(args[2]))) {
            var cutOff = traces.begun();
            var external = System.getenv(EXTERNAL);
            var database = external == null
                    ? new EmbeddedDatabase(traces.data(), Integer.parseInt(args[1]))
                    : new ExternalDatabaseRestore(new DriverManagerDataSource(external), cutOff.map(Begun::token));
            new Restore(traces, backup, database, cutOff).run(Long.parseLong(args[3]));
            System.out.println("restored what was saved on " + backup.held().at());
        } catch (Failure failure) {
            System.out.println(failure.getMessage());
            System.exit(1);
        } catch (IOException | SQLException broken) {
            broken.printStackTrace();
            System.out.println(brokenOff(traces, broken));
            System.exit(1);
        }
    }

    private static String brokenOff(RestoreTraces traces, Exception broken) throws IOException {
        var why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
        return traces.unfinished() ? traces.sentence() + " It ended with: " + why : why + "; nothing was changed.";
    }

    private void run(long caller) throws IOException, SQLException {
        stage();
        database.prepare(backup);
        // Whoever stopped the command may have started the instance since: nothing of it may be touched then.
        if (ProcessHandle.current().parent().filter(p -> p.pid() == caller).isEmpty())
            throw new Failure("the command that restores was stopped; nothing was changed.");
        var begun = begun();
        traces.begin(begun);
        database.exchange(backup, begun.token());
        for (var act : new FileExchange(traces.data(), traces.staging(), begun.aside(), begun.found()).acts())
            act.run();
        Disk.settle(traces.data());
        traces.end();
        database.finish(begun.token());
        Folders.delete(traces.staging());
    }

    private void stage() throws IOException {
        backup.verifyRows();
        Folders.delete(traces.staging());
        backup.unpackFiles(traces.staging());
        Erasures.keep(traces.data(), traces.staging());
        Disk.settle(traces.staging());
    }

    /** What was set aside by the first attempt stays where it is, whichever backup the next one brings. */
    private Begun begun() {
        var at = backup.held().at();
        return cutOff.map(first -> new Begun(at, first.token(), first.aside(), first.found()))
                .orElseGet(() -> new Begun(
                        at,
                        UUID.randomUUID().toString(),
                        "before-restore-of-" + at.toString().replace(':', '-') + "-" + System.currentTimeMillis(),
                        FileExchange.found(traces.data())));
    }
}
