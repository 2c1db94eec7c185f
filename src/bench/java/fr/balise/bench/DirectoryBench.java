package fr.balise.bench;

import fr.balise.portal.supervisor.PostgresSettings;
import fr.balise.testing.BenchPostgres;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The benchmark {@code directory}: Balise beside the SQLite baseline, on one synthetic national directory, in one run. See docs/bench.md. */
final class DirectoryBench {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final int HEAP = 512;

    private final long seed;
    private final DirectorySizes sizes;
    private final Path home;
    private final BenchPostgres postgres;
    private final Targets targets = declared();

    private DirectoryBench(long seed, DirectorySizes sizes, Path home, BenchPostgres postgres) {
        this.seed = seed;
        this.sizes = sizes;
        this.home = home;
        this.postgres = postgres;
    }

    static void main(String... args) throws Exception {
        var given = List.of(args);
        boolean quick = given.contains("--quick");
        int at = given.indexOf("--seed");
        long seed = at < 0 ? new SecureRandom().nextInt(1_000_000_000) : Long.parseLong(given.get(at + 1));
        var home = Files.createTempDirectory("balise-bench");
        home.toFile().setExecutable(true, false);
        home.toFile().setReadable(true, false);
        try (var postgres = new BenchPostgres(home.resolve("postgres"), PostgresSettings.ALL)) {
            var bench = new DirectoryBench(seed, quick ? DirectorySizes.QUICK : DirectorySizes.FULL, home, postgres);
            bench.run();
            bench.report(quick);
        } finally {
            delete(home);
        }
    }

    private static Targets declared() {
        return new Targets()
                .atMost("mailbox-import-time-ratio", 1, "ratio")
                .atMost("full-import-seconds", 60, "s")
                .atMost("import-peak-heap-mib", 512, "MiB")
                .atMost("search-p50-ms", 2, "ms")
                .atMost("search-p99-ms", 8, "ms")
                .atLeast("typo-hit-rate", .99, "share")
                .atLeast("accent-hit-rate", .99, "share")
                .atMost("delta-apply-seconds", 10, "s")
                .atMost("search-p99-during-switch-ms", 20, "ms")
                .atMost("fhir-identifier-p99-ms", 8, "ms")
                .atMost("fhir-name-p99-ms", 25, "ms")
                .atMost("search-growth-ratio", 3, "ratio");
    }

    private void run() throws Exception {
        IO.println("seed " + seed + ", " + sizes + ", load " + Machine.load());
        part("mailbox import", this::mailboxes, "mailbox-import-time-ratio", "search-growth-ratio");
        part(
                "national directory",
                this::nation,
                "full-import-seconds",
                "import-peak-heap-mib",
                "search-p50-ms",
                "search-p99-ms",
                "typo-hit-rate",
                "accent-hit-rate",
                "delta-apply-seconds",
                "search-p99-during-switch-ms",
                "fhir-identifier-p99-ms",
                "fhir-name-p99-ms");
    }

    private interface Part {
        void measure() throws Exception;
    }

    /** A part that fails leaves its targets unmeasured, with the reason, and the other parts go on. */
    private void part(String name, Part part, String... itsTargets) {
        try {
            part.measure();
        } catch (Exception e) {
            e.printStackTrace();
            for (var target : itsTargets)
                if (!targets.measured(target)) targets.notMeasured(target, name + " failed: " + e.getMessage());
        }
    }

    /** Baseline and Balise take turns with the same file, each in a fresh JVM. */
    private void mailboxes() throws Exception {
        var file = new NationalDirectory(seed, sizes.mailboxes(), 0).writeMailboxes(folder("mailboxes"), DAY);
        double baseline = 0;
        double balise = 0;
        double p99 = 0;
        for (int round = 1; round <= sizes.rounds(); round++) {
            boolean last = round == sizes.rounds();
            var sqlite = home.resolve("baseline-" + round);
            try (var child = new Child(log(), 2048, BaselineTrial.class, sqlite.toString())) {
                double seconds = seconds(child.ask("load", file.toString()));
                targets.tell("baseline import, round " + round, "%.2f s", seconds);
                baseline += seconds;
                var database = postgres.create("mailboxes" + round);
                try (var application = application(database, "mailboxes" + round, port())) {
                    var loaded = application.ask("load", file.toString());
                    balise += seconds(loaded);
                    tellLoad("Balise import, round " + round, loaded);
                    if (last) {
                        p99 = tellSearch("Balise search", application.ask("search", "" + seed));
                        tellSearch("baseline search", child.ask("search", database, "" + seed));
                    }
                }
            }
            Files.deleteIfExists(sqlite);
        }
        targets.reached("mailbox-import-time-ratio", balise / baseline);
        growth(p99, balise / sizes.rounds());
    }

    private void growth(double p99, double seconds) throws Exception {
        var file = new NationalDirectory(seed, sizes.small(), 0).writeMailboxes(folder("small"), DAY);
        try (var application = application(postgres.create("small"), "small", port())) {
            var loaded = application.ask("load", file.toString());
            tellLoad("Balise import, " + sizes.small() + " rows", loaded);
            double rows = (double) sizes.mailboxes() / sizes.small();
            targets.tell(
                    "import growth", "%.2f times the time for %.0f times the rows", seconds / seconds(loaded), rows);
            double small =
                    tellSearch("Balise search, " + sizes.small() + " rows", application.ask("search", "" + seed));
            targets.reached("search-growth-ratio", p99 / small);
        }
    }

    private void nation() throws Exception {
        var today = new NationalDirectory(seed, sizes.mailboxes(), sizes.activities());
        var tomorrow = today.nextDay(1);
        var database = postgres.create("nation");
        var files = day(today, 0);
        int port = port();
        try (var application = application(database, "nation", port)) {
            var loaded = application.ask(words("load", files));
            tellLoad("full import", loaded);
            targets.reached("full-import-seconds", seconds(loaded));
            targets.reached(
                    "import-peak-heap-mib", loaded.path("heap").path("peak").asDouble());
            targets.tell(
                    "heap after collections",
                    "%.0f MiB",
                    loaded.path("heap").path("live").asDouble());
            var found = application.ask("search", "" + seed);
            tellSearch("search over everything", found);
            targets.reached("search-p50-ms", found.path("p50").asDouble());
            targets.reached("search-p99-ms", found.path("p99").asDouble());
            targets.reached("typo-hit-rate", found.path("typo").asDouble());
            targets.reached("accent-hit-rate", found.path("accent").asDouble());
            part("FHIR", () -> fhir(port, database), "fhir-identifier-p99-ms", "fhir-name-p99-ms");
            delete(files.getFirst().getParent());
            var delta = application.ask(words("load", day(tomorrow, 1)));
            tellLoad("next day", delta);
            targets.reached("delta-apply-seconds", seconds(delta));
            var during = application.ask(words("loadWhileSearching\t" + seed, day(tomorrow.nextDay(1), 2)));
            targets.reached("search-p99-during-switch-ms", figure(during, "p99"));
        }
        start(database);
    }

    private List<Path> day(NationalDirectory directory, int day) throws IOException {
        var folder = folder("day" + day);
        return List.of(
                directory.writeMailboxes(folder, DAY.plusDays(day)),
                directory.writeActivities(folder, DAY.plusDays(day)));
    }

    private void fhir(int port, String database) throws IOException, InterruptedException {
        var fhir = new FhirTrial("http://127.0.0.1:" + port + "/fhir", "", database, seed);
        targets.reached("fhir-identifier-p99-ms", fhir.identifier());
        targets.reached("fhir-name-p99-ms", fhir.name());
    }

    /** From the start of the process to the first page, with the data and the index in place. */
    private void start(String database) throws Exception {
        int port = port();
        long started = System.nanoTime();
        try (var application = application(database, "nation", port)) {
            while (!answers(port)) Thread.sleep(20);
            targets.tell("start-up to first page", "%.1f s (goal 8)", (System.nanoTime() - started) / 1e9);
            targets.tell("idle resident memory", "%.0f MiB", figure(application.ask("memory"), "resident"));
        }
    }

    private static boolean answers(int port) {
        try {
            var page = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/annuaire").toURL().openConnection();
            return page.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Child application(String database, String data, int port) throws IOException {
        return new Child(
                log(),
                HEAP,
                ServedApplication.class,
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=",
                "--balise.data=" + home.resolve("data-" + data),
                "--server.port=" + port,
                "--spring.main.banner-mode=off");
    }

    private void tellLoad(String name, JsonNode loaded) {
        targets.tell(
                name,
                "%.2f s (tables %.2f s), %.0f rejected or warned of, %.0f differences, peak heap %.0f MiB",
                seconds(loaded),
                figure(loaded, "switched"),
                figure(loaded, "bad"),
                figure(loaded, "changed"),
                loaded.path("heap").path("peak").asDouble());
    }

    private double tellSearch(String name, JsonNode found) {
        targets.tell(
                name,
                "p50 %.2f p99 %.2f ms (on the processor %.2f, %.2f), slips %.4f, accents %.4f",
                figure(found, "p50"),
                figure(found, "p99"),
                figure(found, "busy50"),
                figure(found, "busy99"),
                figure(found, "typo"),
                figure(found, "accent"));
        found.path("byKind")
                .properties()
                .forEach(e -> targets.tell("  " + e.getKey(), "%s", e.getValue().asString()));
        return figure(found, "p99");
    }

    private static double seconds(JsonNode answer) {
        return figure(answer, "seconds");
    }

    private static double figure(JsonNode answer, String name) {
        if (answer.has("failed"))
            throw new IllegalStateException(answer.path("failed").asString());
        return answer.path(name).asDouble();
    }

    private static String[] words(String command, List<Path> files) {
        var words = new java.util.ArrayList<>(Arrays.asList(command.split("\t")));
        files.forEach(f -> words.add(f.toString()));
        return words.toArray(String[]::new);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(home.resolve(name));
    }

    private Path log() {
        return Path.of(
                System.getProperty("balise.bench.log", home.resolve("log").toString()));
    }

    private static int port() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void report(boolean quick) throws IOException {
        IO.println("");
        targets.table().forEach(IO::println);
        IO.println(String.format(Locale.ROOT, "seed %d, load at the end %s", seed, Machine.load()));
        IO.println(targets.json("directory", Machine.here(), quick, seed));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
