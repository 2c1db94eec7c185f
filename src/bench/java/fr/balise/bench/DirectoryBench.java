package fr.balise.bench;

import fr.balise.portal.supervisor.ApplicationFlags;
import fr.balise.portal.supervisor.PostgresSettings;
import fr.balise.testing.BenchPostgres;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The benchmark {@code directory}: Balise beside the SQLite baseline, on one synthetic national directory, in one run. See docs/bench.md. */
final class DirectoryBench {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    private final long seed;
    private final DirectorySizes sizes;
    private final Path home;
    private final BenchPostgres postgres;
    private final Targets targets = declared();
    private final Map<String, String> databases = new HashMap<>();

    private DirectoryBench(long seed, DirectorySizes sizes, Path home, BenchPostgres postgres) {
        this.seed = seed;
        this.sizes = sizes;
        this.home = home;
        this.postgres = postgres;
    }

    static void main(String... args) throws Exception {
        try (var asked = Asked.of(args);
                var postgres = new BenchPostgres(asked.home().resolve("postgres"), PostgresSettings.ALL)) {
            var sizes = asked.quick() ? DirectorySizes.QUICK : DirectorySizes.FULL;
            var bench = new DirectoryBench(asked.seed(), sizes, asked.home(), postgres);
            bench.run(asked.after("--only", ""));
            bench.report(asked.quick());
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

    /** @param only the part to run; all when empty */
    private void run(String only) throws Exception {
        IO.println("seed " + seed + ", " + sizes + ", load " + Machine.load());
        if (!only.equals("nation"))
            part("mailbox import", this::mailboxes, "mailbox-import-time-ratio", "search-growth-ratio");
        if (only.equals("mailboxes")) return;
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
            var reason = name + " failed: " + shortened(String.valueOf(e.getMessage()));
            for (var target : itsTargets) if (!targets.measured(target)) targets.notMeasured(target, reason);
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(160, text.length()));
    }

    /**
     * Baseline and Balise take turns with the same file, both in one JVM each that has loaded the small file before, as a service that
     * loads every night has. What a JVM that was just started needs is told beside.
     */
    private void mailboxes() throws Exception {
        var small = new NationalDirectory(seed, sizes.small(), 0).writeMailboxes(folder("small"), DAY);
        var file = new NationalDirectory(seed, sizes.mailboxes(), 0).writeMailboxes(folder("mailboxes"), DAY);
        try (var baseline = new Child(log(), List.of("-Xmx2g"), BaselineTrial.class);
                var balise = new Child(log(), ApplicationFlags.ALL, ServedApplication.class)) {
            loadBaseline(baseline, "small", small);
            double seconds = seconds(loadBalise(balise, "small", small));
            double p99 = tellSearch(
                    "Balise search, " + sizes.small() + " rows",
                    balise.ask("search", "" + seed, "" + sizes.questions()));
            double theirs = 0;
            double ours = 0;
            for (int round = 1; round <= sizes.rounds(); round++) {
                theirs += loadBaseline(baseline, "mailboxes" + round, file);
                ours += seconds(loadBalise(balise, "mailboxes" + round, file));
            }
            targets.reached("mailbox-import-time-ratio", ours / theirs);
            targets.tell(
                    "import growth",
                    "%.1f times the time for %.0f times the rows (the first is in a JVM just started)",
                    ours / sizes.rounds() / seconds,
                    (double) sizes.mailboxes() / sizes.small());
            var searched = balise.ask("search", "" + seed, "" + sizes.questions());
            targets.reached("search-growth-ratio", tellSearch("Balise search, mailboxes", searched) / p99);
            tellSearch(
                    "baseline search, mailboxes",
                    baseline.ask(
                            "search", databases.get("mailboxes" + sizes.rounds()), "" + seed, "" + sizes.questions()));
        }
        Asked.delete(file.getParent());
    }

    private double loadBaseline(Child baseline, String name, Path file) throws IOException {
        baseline.ask("open", home.resolve("baseline-" + name).toString());
        double seconds = seconds(baseline.ask("load", file.toString()));
        targets.tell("baseline import, " + name, "%.2f s", seconds);
        return seconds;
    }

    private JsonNode loadBalise(Child balise, String name, Path file) throws IOException {
        open(balise, name, port());
        var loaded = balise.ask("load", file.toString());
        tellLoad("Balise import, " + name, loaded);
        return loaded;
    }

    private void nation() throws Exception {
        var today = new NationalDirectory(seed, sizes.mailboxes(), sizes.activities());
        var tomorrow = today.nextDay(1);
        var files = day(today, 0);
        int port = port();
        try (var application = new Child(log(), ApplicationFlags.ALL, ServedApplication.class)) {
            open(application, "nation", port);
            var loaded = application.ask(words("load", files));
            tellLoad("full import", loaded);
            targets.reached("full-import-seconds", seconds(loaded));
            targets.reached(
                    "import-peak-heap-mib", loaded.path("heap").path("peak").asDouble());
            targets.tell(
                    "heap after collections",
                    "%.0f MiB",
                    loaded.path("heap").path("live").asDouble());
            var found = application.ask("search", "" + seed, "" + sizes.questions());
            tellSearch("search over everything", found);
            targets.reached("search-p50-ms", found.path("p50").asDouble());
            targets.reached("search-p99-ms", found.path("p99").asDouble());
            targets.reached("typo-hit-rate", found.path("typo").asDouble());
            targets.reached("accent-hit-rate", found.path("accent").asDouble());
            part("FHIR", () -> fhir(port, application), "fhir-identifier-p99-ms", "fhir-name-p99-ms");
            Asked.delete(files.getFirst().getParent());
            var delta = application.ask(words("load", day(tomorrow, 1)));
            tellLoad("next day", delta);
            targets.reached("delta-apply-seconds", seconds(delta));
            var during = application.ask(
                    words("loadWhileSearching\t" + seed + "\t" + sizes.questions(), day(tomorrow.nextDay(1), 2)));
            targets.reached("search-p99-during-switch-ms", figure(during, "p99"));
        }
        start();
    }

    private List<Path> day(NationalDirectory directory, int day) throws IOException {
        var folder = folder("day" + day);
        return List.of(
                directory.writeMailboxes(folder, DAY.plusDays(day)),
                directory.writeActivities(folder, DAY.plusDays(day)));
    }

    private void fhir(int port, Child application) throws IOException, InterruptedException {
        var key = application.ask("key").path("key").asString();
        var fhir = new FhirTrial("http://127.0.0.1:" + port + "/fhir", key, database("nation"), seed, sizes.calls());
        reached("fhir-identifier-p99-ms", fhir.identifier());
        reached("fhir-name-p99-ms", fhir.name());
    }

    private void reached(String target, FhirTrial.Figures figures) {
        targets.tell("  " + target, "p50 %.2f ms", figures.p50());
        targets.reached(target, figures.p99());
    }

    /** From the start of the process to the first page, with the data and the index in place. */
    private void start() throws Exception {
        int port = port();
        long started = System.nanoTime();
        try (var application = new Child(log(), ApplicationFlags.ALL, ServedApplication.class)) {
            open(application, "nation", port);
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

    /** Opens the application on the database and data folder of this name. Its rate limit is not what is measured. */
    private void open(Child child, String name, int port) throws IOException {
        figure(
                child.ask(
                        "open",
                        "--spring.datasource.url=" + database(name),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=",
                        "--balise.data=" + home.resolve("data-" + name),
                        "--balise.directory.fhir.calls-per-second=1000000",
                        "--balise.directory.fhir.burst=1000000",
                        "--server.port=" + port,
                        "--spring.main.banner-mode=off"),
                "opened");
    }

    /** The JDBC address of a database, created when it is first named. */
    private String database(String name) {
        return databases.computeIfAbsent(name, postgres::create);
    }

    private void tellLoad(String name, JsonNode loaded) {
        targets.tell(
                name,
                "%.2f s (tables %.2f s; %.1f s of processor in Java), %.0f rejected or warned of, %.0f differences, peak heap %.0f MiB",
                seconds(loaded),
                figure(loaded, "switched"),
                figure(loaded, "busy"),
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
        var words = new ArrayList<>(Arrays.asList(command.split("\t")));
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
}
