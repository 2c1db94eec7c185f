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

/** Real Dovecot and Postfix for a test, with the configuration of production, on a database that the test names. */
public final class EngineForTests {
    private final Instance instance;
    private final List<Kept> parts = new ArrayList<>();

    private EngineForTests(Instance instance) {
        this.instance = instance;
    }

    /** @param jdbc of the database whose views they read; it needs no password */
    public static EngineForTests start(String jdbc) throws IOException, InterruptedException {
        return start(jdbc, "");
    }

    /** @param settings more lines of config/application.yaml */
    public static EngineForTests start(String jdbc, String settings) throws IOException, InterruptedException {
        var place = Files.createTempDirectory("balise-engine");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        var home = Files.createDirectories(place.resolve("home"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/application.yaml"), "balise.postgresql.url: " + jdbc + "\n" + settings);
        var engine = new EngineForTests(
                new Instance(Kind.MAIN, home, place.resolve("data"), TestPorts.freeOffset(), List.of()));
        engine.begin();
        return engine;
    }

    private void begin() throws IOException, InterruptedException {
        var account = Account.ensure();
        new DataFolder(instance, account).prepare();
        var sockets = EngineValues.sockets(instance);
        PrepareEngine.prepare(instance, account, sockets);
        if (Account.isRoot()) {
            Shell.run("chown", "-R", account.name() + ":" + account.name(), sockets.toString());
            for (var folder : List.of("engine", "mail", "certs", "secrets"))
                Shell.run(
                        "chown",
                        "-R",
                        account.name() + ":" + account.name(),
                        instance.data().resolve(folder).toString());
        }
        parts.add(new Kept(
                new DovecotPart(instance, account, EngineProgram.dovecot().orElseThrow())));
        if (Account.isRoot()) {
            new PostfixFolder(instance, account).prepare();
            parts.add(new Kept(new PostfixPart(instance, EngineProgram.postfix().orElseThrow())));
        }
        for (var part : parts) {
            part.start();
            part.awaitReady(instance.logs());
        }
    }

    public int port(MailPort port) {
        return instance.port(port);
    }

    public Path data() {
        return instance.data();
    }

    public String secret(String name) throws IOException {
        return new SecretFiles(instance.data()).named(name);
    }

    /** What the servers wrote to their logs. */
    public String logs() throws IOException {
        var postfix = instance.postfixFolder().resolve("log").resolve("mail.log");
        return Files.readString(instance.logs().resolve("dovecot.out"))
                + (Files.exists(postfix) ? Files.readString(postfix) : "");
    }

    public void stop() throws IOException {
        for (var part : parts.reversed()) part.stop();
        Folders.delete(instance.data().resolveSibling("home"));
        Folders.delete(instance.data());
    }
}
