package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one instance running: starts the parts in order, starts again what dies, stops in reverse.
 *
 * <p>If the supervisor itself is killed its parts go on; the next start finds them by the {@link Ledger} and stops them first.
 */
public final class Supervisor {
    private final Instance instance;
    private final Consumer<String> tell;
    private final List<Kept> parts = new ArrayList<>();
    private final List<Ledger.Entry> notOurs = new ArrayList<>();
    private final Ledger ledger;
    private volatile boolean stopping;
    private boolean databaseAlone;
    private @Nullable FileChannel lock;
    private @Nullable Watch watch;

    /** @param tell told one line for each step that a person wants to see */
    public Supervisor(Instance instance, Consumer<String> tell) {
        this.instance = instance;
        this.tell = tell;
        this.ledger = new Ledger(instance);
    }

    /**
     * Returns when every part answers.
     *
     * @throws Failure when a part does not come up; what had been started is stopped again
     */
    public void start() throws IOException, InterruptedException {
        refuseForeignData();
        var traces = new RestoreTraces(instance.data());
        traces.refuseWhileAtWork();
        if (!databaseAlone) traces.refuse();
        var account = Account.ensure();
        new DataFolder(instance, account).prepare();
        takeLock();
        if (!databaseAlone) forget(account, traces);
        new Leftovers(ledger, everyPart(account)).stop();
        new Staging(instance, account).bring();
        if (ExternalDatabase.url(instance.home()).isEmpty()) {
            prepareDatabase(account);
            parts.add(new Kept(new PostgresPart(instance, account)));
        }
        if (!databaseAlone) {
            parts.add(new Kept(balise(account)));
            addMailServers(account);
        }
        try {
            for (var kept : parts) bring(kept);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            stop();
            throw failed;
        }
    }

    /** What a restore that was stopped before it changed anything left: a copy of everything that the backup holds. */
    private static void forget(Account account, RestoreTraces traces) throws IOException, InterruptedException {
        Shell.run(account.command(
                List.of("rm", "-rf", traces.copy().toString(), traces.staging().toString())));
    }

    private List<Part> everyPart(Account account) throws IOException {
        var all = new ArrayList<Part>(List.of(new PostgresPart(instance, account), balise(account)));
        EngineProgram.dovecot().ifPresent(program -> all.add(new DovecotPart(instance, account, program)));
        EngineProgram.postfix().ifPresent(program -> all.add(new PostfixPart(instance, program)));
        return all;
    }

    /** Without their packages Balise runs alone; without root Postfix does not run. Either is told. */
    private void addMailServers(Account account) throws IOException, InterruptedException {
        var system = SystemServers.of(instance);
        if (system.isPresent()) {
            prepareEngine(account);
            notOurs.addAll(system.get().entries());
            watch = new Watch(system.get(), tell);
            return;
        }
        var dovecot = EngineProgram.dovecot();
        var postfix = EngineProgram.postfix();
        if (dovecot.isEmpty() || postfix.isEmpty()) {
            tell.accept("Dovecot or Postfix is not installed: no mailbox is hosted; docs/engine.md names the packages");
            return;
        }
        if (Account.isRoot())
            Shell.run(
                    "install",
                    "-d",
                    "-o",
                    account.name(),
                    "-m",
                    "0700",
                    EngineValues.sockets(instance).toString());
        prepareEngine(account, EngineValues.sockets(instance).toString());
        parts.add(new Kept(new DovecotPart(instance, account, dovecot.get())));
        if (Account.isRoot()) {
            new PostfixFolder(instance, account).prepare();
            parts.add(new Kept(new PostfixPart(instance, postfix.get())));
        } else {
            tell.accept("postfix: needs root");
            notOurs.add(new Ledger.Entry("postfix", Ledger.NEEDS_ROOT, "", null));
        }
    }

    private void prepareEngine(Account account, String... sockets) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(
                instance.kind().name(),
                instance.home().toString(),
                instance.data().toString(),
                Integer.toString(instance.offset()),
                account.name()));
        arguments.addAll(List.of(sockets));
        runAsUser(account, Map.of(), PrepareEngine.class, arguments.toArray(String[]::new));
    }

    /** A demo empties the database that it finds: it has one of its own, always. */
    private void refuseForeignData() throws IOException {
        if (instance.kind() == Instance.Kind.DEMO
                && ExternalDatabase.url(instance.home()).isPresent())
            throw new Failure("a demo begins by emptying its database, and balise.postgresql.url names one of yours."
                    + " Take that setting away for the demo, or start the installation with ./balise up.");
    }

    private Part balise(Account account) throws IOException {
        return new BalisePart(
                instance, account, ExternalDatabase.url(instance.home()).isEmpty());
    }

    /** Stops what a supervisor that died left behind. */
    public static void clearUp(Instance instance) throws IOException, InterruptedException {
        var ledger = new Ledger(instance);
        var supervisor = new Supervisor(instance, _ -> {});
        new Leftovers(ledger, supervisor.everyPart(Account.ensure())).stop();
        ledger.close();
    }

    /** Only the database: what a restore needs. */
    public Supervisor databaseAlone() {
        databaseAlone = true;
        return this;
    }

    private void bring(Kept kept) throws IOException, InterruptedException {
        if (stopping) return;
        tell.accept("starting " + kept.part.name());
        PortCheck.free(kept.part);
        kept.start();
        note();
        kept.awaitReady(instance.logs().resolve(kept.part.name() + ".out"));
        note();
    }

    /** Runs a program of this application as the unprivileged user: the database folder must be its own. */
    private void prepareDatabase(Account account) throws IOException, InterruptedException {
        runAsUser(account, Map.of(), Prepare.class, instance.data().toString());
    }

    /** Copies a file into the data folder, readable by the unprivileged user alone. */
    public void give(Account account, Path from, Path to) throws IOException, InterruptedException {
        var write = new ProcessBuilder(account.command(List.of("sh", "-c", "umask 077; cat > \"$0\"", to.toString())));
        var process = write.redirectInput(from.toFile()).start();
        if (process.waitFor() != 0) throw new Failure(from + " could not be copied to " + to);
    }

    /** Runs a small program of this application to its end, as the unprivileged user. */
    public void runAsUser(Account account, Map<String, String> environment, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(Java.program());
        command.addAll(
                List.of("-Xmx256m", "-cp", instance.app().resolve("balise.jar").toString()));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        Shell.runProgram(account.command(command), environment);
    }

    /** Returns after {@link #stop}. */
    public void keep() throws IOException, InterruptedException {
        var logs = new MailLogs(instance, Account.ensure(), MailLogs.keptDays(instance), today());
        while (!stopping) {
            turn(logs);
            var system = watch;
            if (system != null) system.look();
            boolean changed = false;
            for (var kept : parts) {
                if (stopping) break;
                boolean was = kept.alive();
                boolean moved = kept.revive();
                if (moved && !was) tell.accept(kept.entry().state() + " " + kept.part.name());
                changed |= moved;
            }
            if (changed && !stopping) note();
            Thread.sleep(300);
        }
    }

    /** Parts go on running whatever becomes of their logs. */
    private void turn(MailLogs logs) throws IOException, InterruptedException {
        try {
            logs.turn(today());
        } catch (Failure failed) {
            tell.accept("the logs could not be put away: " + failed.getMessage());
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.systemDefault());
    }

    /** Stops all parts in reverse. Safe to call more than once, and from a shutdown hook. */
    public synchronized void stop() {
        stopping = true;
        for (var kept : parts.reversed()) kept.stop();
        parts.clear();
        try {
            ledger.close();
            var held = lock;
            if (held != null) held.close();
        } catch (IOException e) {
            tell.accept("the notes of the supervisor could not be closed: " + e.getMessage());
        }
    }

    private void note() throws IOException {
        ledger.write(
                instance,
                Stream.concat(parts.stream().map(Kept::entry), notOurs.stream()).toList());
    }

    private void takeLock() throws IOException {
        Files.createDirectories(instance.runFolder());
        var channel = FileChannel.open(
                instance.runFolder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = channel;
        try {
            if (channel.tryLock() == null) throw alreadyRunning();
        } catch (OverlappingFileLockException e) {
            throw alreadyRunning();
        }
    }

    private Failure alreadyRunning() {
        return new Failure("this instance is running already at " + instance.portal() + "; ./balise down stops it.");
    }
}
