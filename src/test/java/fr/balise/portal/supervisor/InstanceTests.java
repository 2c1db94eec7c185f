package fr.balise.portal.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.portal.supervisor.Instance.Kind;
import fr.balise.testing.TestPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of one real instance, through the command line: each test goes on where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstanceTests {
    private static Path home;
    private static Path place;
    private static Path data;
    private static int offset;

    @BeforeAll
    static void build() throws IOException {
        home = BuiltHome.make();
        place = Files.createTempDirectory("balise-instance");
        data = place.resolve("data");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        offset = TestPorts.freeOffset();
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        balise("down");
        Folders.delete(place);
        Folders.delete(home);
    }

    private record Ran(int status, String out) {}

    private static Ran balise(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(Java.program());
        command.addAll(List.of("-Xmx96m", "-Dbalise.home=" + home, "-cp", home + "/target/app/balise.jar"));
        command.add("fr.balise.portal.cli.Main");
        command.addAll(List.of(words));
        command.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(offset)));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out);
    }

    private static Ledger.Page page() {
        return new Ledger(new Instance(Kind.MAIN, home, data, offset, List.of()))
                .read()
                .orElseThrow();
    }

    private static ProcessHandle process(String part) {
        return page().parts().stream()
                .filter(entry -> entry.name().equals(part))
                .map(Ledger.Entry::process)
                .flatMap(mark -> mark == null ? java.util.stream.Stream.empty() : mark.alive().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(1)
    void startsWithOneCommandAndTellsWhereItIs() throws Exception {
        var started = balise("up", "--detach");
        assertThat(started.status()).as(started.out()).isZero();
        assertThat(started.out()).contains("http://127.0.0.1:" + (8080 + offset));
        var status = balise("status", "--json");
        assertThat(status.status()).as(status.out()).isZero();
        assertThat(status.out()).contains("\"instance\":\"main\"", "\"name\":\"postgresql\",\"state\":\"up\"");
        assertThat(status.out()).contains("\"name\":\"balise\",\"state\":\"up\"", "\"mailboxes\":0");
    }

    @Test
    @Order(2)
    void noPartRunsAsRootAndOthersCannotReadTheData() throws Exception {
        for (var part : List.of("postgresql", "balise", "dovecot"))
            assertThat(process(part).info().user().orElseThrow()).isNotEqualTo("root");
        // Postfix's own user goes through the folder; it lists nothing, and what the parts keep is closed to it.
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwxrwx--x");
        assertThat(Files.getOwner(data).getName()).isEqualTo("root");
        try (var kept = Files.list(data)) {
            for (var path : kept.filter(p -> !p.endsWith("postfix")).toList())
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .endsWith("------");
        }
        assertThat(Files.getOwner(data.resolve("postfix/etc/main.cf")).getName())
                .isEqualTo("root");
    }

    @Test
    @Order(3)
    void aSecondStartFindsItRunning() throws Exception {
        var again = balise("up", "--detach");
        assertThat(again.status()).isZero();
        assertThat(again.out()).contains("running already");
    }

    @Test
    @Order(4)
    void aPartThatDiesIsStartedAgain() throws Exception {
        var before = process("postgresql");
        before.destroyForcibly();
        before.onExit().get(10, TimeUnit.SECONDS);
        awaitHealthy();
        assertThat(process("postgresql").pid()).isNotEqualTo(before.pid());
    }

    @Test
    @Order(5)
    void afterTheSupervisorWasKilledTheNextStartClearsUpAndStarts() throws Exception {
        var orphan = process("balise");
        var supervisor = page().supervisor().alive().orElseThrow();
        supervisor.destroyForcibly();
        supervisor.onExit().get(10, TimeUnit.SECONDS);
        assertThat(orphan.isAlive()).isTrue();
        assertThat(balise("status").status()).isEqualTo(1);

        var started = balise("up", "--detach");

        assertThat(started.status()).as(started.out()).isZero();
        assertThat(orphan.isAlive()).isFalse();
        awaitHealthy();
    }

    @Test
    @Order(5)
    void theMailServersRunAndWhatAnOperatorChangedIsShown() throws Exception {
        var status = balise("status", "--json");
        assertThat(status.out())
                .contains("\"name\":\"dovecot\",\"state\":\"up\"", "\"name\":\"postfix\",\"state\":\"up\"");
        assertThat(balise("engine", "diff").status()).isZero();

        var file = data.resolve("engine/dovecot/acls");
        Files.writeString(file, Files.readString(file) + "* anyone lr\n");

        var differs = balise("engine", "diff");
        assertThat(differs.status()).isEqualTo(1);
        assertThat(differs.out()).contains("-* anyone lr");
    }

    @Test
    @Order(5)
    void mailServersThatDieAreStartedAgain() throws Exception {
        for (var part : List.of("dovecot", "postfix")) {
            var before = process(part);
            before.descendants().forEach(ProcessHandle::destroyForcibly);
            before.destroyForcibly();
            before.onExit().get(10, TimeUnit.SECONDS);
        }
        awaitHealthy();
    }

    @Test
    @Order(6)
    void whatWasSavedComesBack() throws Exception {
        var file = data.resolveSibling("saved.zip");
        assertThat(balise("key", "add", "first").status()).isZero();
        Files.createDirectories(data.resolve("mail/7"));
        Files.writeString(data.resolve("mail/7/m.1"), "a message");
        var saved = balise("backup", file.toString());
        assertThat(saved.status()).as(saved.out()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(balise("restore", file.toString(), "--yes").out()).contains("running");
        assertThat(balise("down").status()).isZero();
        Files.writeString(data.resolve("mail/7/m.1"), "another message");

        var restored = balise("restore", file.toString(), "--yes");

        assertThat(restored.status()).as(restored.out()).isZero();
        assertThat(data.resolve("mail/7/m.1")).hasContent("a message");
        try (var kept = Files.list(data)) {
            assertThat(kept.filter(p -> p.getFileName().toString().startsWith("mail.before")))
                    .hasSize(1);
        }
        assertThat(balise("up", "--detach").status()).isZero();
        awaitHealthy();
    }

    /** Whoever holds the old database open is in the way of the exchange of names, which comes after the mark. */
    @Test
    @Order(7)
    void nothingStartsOnAMixtureAndTheRestoreIsGivenAgain() throws Exception {
        assertThat(balise("down").status()).isZero();
        var file = data.resolveSibling("saved.zip").toString();
        var holding = Executors.newSingleThreadExecutor();
        try {
            var held = holding.submit(InstanceTests::connection);
            var cut = balise("restore", file, "--yes");
            held.get().close();
            assertThat(cut.status()).as(cut.out()).isEqualTo(1);
            assertThat(cut.out()).contains("was cut off", "Give it again", "being accessed by other users");
        } finally {
            holding.shutdownNow();
        }
        for (var words : List.of(
                List.of("up", "--detach"),
                List.of("up"),
                List.of("backup", data.resolveSibling("mixture.zip").toString()),
                List.of("status"))) {
            var refused = balise(words.toArray(String[]::new));
            assertThat(refused.status()).as(words + refused.out()).isEqualTo(1);
            assertThat(refused.out()).contains("was cut off", "./balise restore FILE");
        }
        assertThat(data.resolveSibling("mixture.zip")).doesNotExist();
        assertThat(balise("status", "--json").out()).contains("\"restoreUnfinished\":true");

        var again = balise("restore", file, "--yes");

        assertThat(again.status()).as(again.out()).isZero();
        assertThat(balise("up", "--detach").status()).isZero();
        awaitHealthy();
        assertThat(data.resolve("restore.zip")).doesNotExist();
    }

    private static Connection connection() throws IOException, InterruptedException {
        var url = "jdbc:postgresql://127.0.0.1:" + (5433 + offset) + "/balise";
        for (int attempt = 0; attempt < 6000; attempt++) {
            try {
                var password = Files.readString(data.resolve("secrets/spring.datasource.password"));
                return DriverManager.getConnection(url, "balise", password.strip());
            } catch (SQLException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IOException("no database came up");
    }

    @Test
    @Order(7)
    void aBackupForWhichTheDiskHasNoRoomChangesNothing() throws Exception {
        var file = Files.copy(
                data.resolveSibling("saved.zip"),
                data.resolveSibling("large.zip"),
                StandardCopyOption.REPLACE_EXISTING);
        try (var zip = FileSystems.newFileSystem(file)) {
            var manifest = zip.getPath("manifest.json");
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replaceFirst("\"databaseBytes\" : [0-9]+", "\"databaseBytes\" : 900000000000000"));
        }
        assertThat(balise("down").status()).isZero();
        var refused = balise("restore", file.toString(), "--yes");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("MB free in " + data, "nothing was changed");
    }

    @Test
    @Order(7)
    void aDamagedBackupChangesNothing() throws Exception {
        assertThat(balise("down").status()).isZero();
        var file = data.resolveSibling("damaged.zip");
        var bytes = Files.readAllBytes(data.resolveSibling("saved.zip"));
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        var refused = balise("restore", file.toString(), "--yes");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("not a whole backup");
        assertThat(balise("up", "--detach").status()).isZero();
    }

    @Test
    @Order(8)
    void anotherKindOfInstanceIsRefusedInTheSameFolder() throws Exception {
        assertThat(balise("down").status()).isZero();
        var refused = balise("demo", "--detach");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("holds an instance of the kind main");
        assertThat(balise("status").status()).isEqualTo(1);
    }

    @Test
    @Order(9)
    void withTheSystemsServersItLooksAfterItsOwnPartsAlone() throws Exception {
        var root = Files.createDirectories(place.resolve("root"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/application.yaml"),
                "balise.engine.servers: system\nbalise.engine.system-root: " + root + "\n");
        var started = balise("up", "--detach");
        assertThat(started.status()).as(started.out()).isZero();
        var without = balise("status", "--json");
        assertThat(without.status()).isEqualTo(1);
        assertThat(without.out()).contains("\"name\":\"dovecot\",\"state\":\"down\"", "\"state\":\"up\"");

        assertThat(balise("engine", "render", "--system", place + "/rendered").status())
                .isZero();
        assertThat(balise("engine", "diff").status()).isEqualTo(1);
        var system = new InstalledServers(new Instance(Kind.MAIN, home, data, offset, List.of()));
        system.install(place.resolve("rendered"));
        assertThat(balise("engine", "diff").status()).isZero();
        var servers = system.parts().stream().map(Kept::new).toList();
        try {
            for (var server : servers) {
                server.start();
                server.awaitReady(system.places.log());
            }
            awaitHealthy();
            assertThat(balise("down").status()).isZero();
            assertThat(servers).as("they are the system's").allMatch(Kept::alive);
            var refused = balise("restore", data.resolveSibling("saved.zip").toString(), "--yes");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.out()).contains("systemctl stop postfix dovecot");
        } finally {
            servers.reversed().forEach(Kept::stop);
        }
    }

    private static void awaitHealthy() throws Exception {
        for (int attempt = 0; attempt < 120; attempt++) {
            if (balise("status").status() == 0) return;
            Thread.sleep(500);
        }
        assertThat(balise("status").out()).isEqualTo("all parts up");
    }
}
