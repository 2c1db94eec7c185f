package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.TestPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Real Dovecot and Postfix for a test, with the configuration of production, on a database that the test names. */
public final class EngineForTests {
    private final Instance instance;
    private final EngineOwner owner;
    private final List<Kept> parts = new ArrayList<>();

    private EngineForTests(Instance instance) throws IOException {
        this.instance = instance;
        this.owner = EngineOwner.of(instance);
    }

    /** What is changed in the written configuration before the servers start. */
    @FunctionalInterface
    public interface Edit {
        void in(Path dovecot, Path postfix) throws IOException;
    }

    /** @param jdbc of the database whose views they read; it needs no password */
    public static EngineForTests start(String jdbc) throws IOException, InterruptedException {
        return start(jdbc, "", (_, _) -> {});
    }

    /** @param settings more lines of config/application.yaml */
    public static EngineForTests start(String jdbc, String settings) throws IOException, InterruptedException {
        return start(jdbc, settings, (_, _) -> {});
    }

    public static EngineForTests start(String jdbc, String settings, Edit edit)
            throws IOException, InterruptedException {
        var place = Files.createTempDirectory("balise-engine");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        var home = Files.createDirectories(place.resolve("home"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/application.yaml"), "balise.postgresql.url: " + jdbc + "\n" + settings);
        var engine = new EngineForTests(
                new Instance(Kind.MAIN, home, place.resolve("data"), TestPorts.freeOffset(), List.of()));
        engine.begin(edit);
        return engine;
    }

    /**
     * As a system would run them: the configuration is rendered into a folder, and installed as docs/install.md says, below another root than
     * that of this machine.
     */
    public static EngineForTests startAsSystem(String jdbc) throws IOException, InterruptedException {
        var root = Files.createTempDirectory("balise-system");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        return start(jdbc, "balise.engine.servers: system\nbalise.engine.system-root: " + root + "\n");
    }

    private void begin(Edit edit) throws IOException, InterruptedException {
        var account = Account.ensure();
        new DataFolder(instance, account).prepare();
        if (owner == EngineOwner.SYSTEM) install(account);
        else prepare(account, edit);
        for (var part : parts) {
            part.start();
            part.awaitReady(instance.logs());
        }
    }

    private void install(Account account) throws IOException, InterruptedException {
        PrepareEngine.prepareForSystem(instance, account);
        hand(account, "mail", "certs", "secrets");
        var rendered = instance.data().resolveSibling("rendered");
        new EngineRender(instance).into(rendered);
        var installed = new InstalledServers(instance);
        installed.install(rendered);
        for (var part : installed.parts()) parts.add(new Kept(part));
    }

    private void hand(Account account, String... folders) throws IOException, InterruptedException {
        if (!Account.isRoot()) return;
        for (var folder : folders)
            Shell.run(
                    "chown",
                    "-R",
                    account.name() + ":" + account.name(),
                    instance.data().resolve(folder).toString());
    }

    private void prepare(Account account, Edit edit) throws IOException, InterruptedException {
        var sockets = EngineValues.sockets(instance);
        PrepareEngine.prepare(instance, account, sockets);
        if (Account.isRoot()) Shell.run("chown", "-R", account.name() + ":" + account.name(), sockets.toString());
        hand(account, "engine", "mail", "certs", "secrets");
        parts.add(new Kept(
                new DovecotPart(instance, account, EngineProgram.dovecot().orElseThrow())));
        if (Account.isRoot()) {
            new PostfixFolder(instance, account).prepare();
            parts.add(new Kept(new PostfixPart(instance, EngineProgram.postfix().orElseThrow())));
        }
        edit.in(instance.dovecotFolder(), instance.postfixFolder().resolve("etc"));
    }

    public Instance instance() {
        return instance;
    }

    /** SIGKILL to a server and to all that it started. @param name {@code dovecot} or {@code postfix} */
    public void kill(String name) {
        var pid = part(name).entry().process();
        if (pid == null) return;
        var master = ProcessHandle.of(pid.pid()).orElseThrow();
        var all = Stream.concat(Stream.of(master), master.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** As the supervisor does when a part died. */
    public void startAgain(String name) throws IOException, InterruptedException {
        part(name).start();
        part(name).awaitReady(instance.logs());
    }

    private Kept part(String name) {
        return parts.stream()
                .filter(kept -> kept.part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public int port(MailPort port) {
        return owner.port(instance, port);
    }

    public Path data() {
        return instance.data();
    }

    public String secret(String name) throws IOException {
        return new SecretFiles(instance.data()).named(name);
    }

    /** Messages that Postfix accepted and has not delivered yet. */
    public long queued() throws IOException {
        long queued = 0;
        for (var queue : List.of("maildrop", "incoming", "active", "deferred"))
            try (var files = Files.walk(places().queue().resolve(queue))) {
                queued += files.filter(Files::isRegularFile).count();
            } catch (java.io.UncheckedIOException moved) {
                queued++; // it went from one queue to the next while we looked
            }
        return queued;
    }

    /** What the servers wrote to their logs. */
    public String logs() throws IOException {
        var places = places();
        var postfix = places.log().resolve("mail.log");
        var dovecot = owner == EngineOwner.SYSTEM
                ? places.log().resolve("dovecot.log")
                : instance.logs().resolve("dovecot.out");
        return Files.readString(dovecot) + (Files.exists(postfix) ? Files.readString(postfix) : "");
    }

    private EnginePlaces places() throws IOException {
        return owner == EngineOwner.SYSTEM
                ? EnginePlaces.system(instance)
                : EnginePlaces.own(instance, EngineValues.sockets(instance));
    }

    public void stop() throws IOException {
        for (var part : parts.reversed()) part.stop();
        Folders.delete(instance.data().resolveSibling("home"));
        Folders.delete(instance.data());
        if (owner != EngineOwner.SYSTEM) return;
        Folders.delete(instance.data().resolveSibling("rendered"));
        Folders.delete(EnginePlaces.root(instance));
    }

    /** What tells a Balise where these servers are, as arguments of its start. */
    public List<String> arguments() throws IOException {
        return List.of(
                "--balise.gateway.policy-port=" + port(MailPort.POLICY),
                "--balise.gateway.heads-port=" + port(MailPort.HEADS),
                "--balise.mailstore.enabled=true",
                "--balise.mailstore.imap-port=" + port(MailPort.IMAP),
                "--balise.mailstore.engine-port=" + port(MailPort.ENGINE),
                "--balise.mailstore.doveadm-port=" + port(MailPort.DOVEADM),
                "--balise.mailstore.engine-key=" + secret("balise.mailstore.engine-key"),
                "--balise.mailstore.doveadm-key=" + secret("balise.mailstore.doveadm-key"),
                "--balise.mailstore.folder=" + data().resolve("mail"));
    }
}
