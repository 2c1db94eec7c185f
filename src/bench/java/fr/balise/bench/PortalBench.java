package fr.balise.bench;

import fr.balise.Balise;
import fr.balise.directory.Loads;
import fr.balise.directory.search.IndexAtRest;
import fr.balise.identity.ApiKeys;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.PostgresSettings;
import fr.balise.promotion.Question;
import fr.balise.promotion.Resolver;
import fr.balise.testing.BenchPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The benchmark {@code portal}: "which address?", address books and pages, on a synthetic national directory. See docs/bench.md. */
final class PortalBench {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final int BOOK = 100_000;

    private final boolean quick;
    private final Random random;
    private final DirectorySizes sizes;
    private final Path home;
    private final Targets targets = new Targets()
            .atMost("resolve-p99-ms", 5, "ms")
            .atMost("resolve-http-p99-ms", 20, "ms")
            .atMost("address-book-100k-seconds", 10, "s")
            .atMost("kit-seconds", 1.5, "s")
            .atMost("kit-preview-ms", 200, "ms")
            .atMost("page-p95-ms", 100, "ms");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PortalBench(boolean quick, long seed, Path home) {
        this.quick = quick;
        this.home = home;
        random = new Random(seed);
        sizes = quick ? DirectorySizes.QUICK : DirectorySizes.FULL;
    }

    static void main(String... args) throws Exception {
        try (var asked = Asked.of(args);
                var postgres = new BenchPostgres(asked.home().resolve("postgres"), PostgresSettings.ALL)) {
            asked.announce();
            var bench = new PortalBench(asked.quick(), asked.seed(), asked.home());
            bench.run(asked.seed(), postgres, asked.after("--only", ""));
            bench.targets.table().forEach(IO::println);
            IO.println(bench.targets.json("portal", Machine.here(), asked.quick(), asked.seed()));
        }
        System.exit(0);
    }

    /** @param only {@code resolve}, {@code book} or {@code pages}; all when empty */
    private void run(long seed, BenchPostgres postgres, String only) throws Exception {
        var url = postgres.createForMail("balise");
        boolean pages = only.isEmpty() || only.equals("pages");
        var engine = pages ? EngineForTests.start(url) : null;
        try {
            run(seed, postgres, only, settings(url, engine));
        } finally {
            if (engine != null) engine.stop();
        }
    }

    private void run(long seed, BenchPostgres postgres, String only, String[] settings) throws Exception {
        var directory = new NationalDirectory(seed, sizes.mailboxes(), sizes.activities());
        var files = Files.createDirectories(home.resolve("files"));
        var day = List.of(directory.writeMailboxes(files, DAY), directory.writeActivities(files, DAY));
        try (var balise = SpringApplication.run(Balise.class, settings)) {
            balise.getBean(Loads.class).load(day, "bench", _ -> {});
            IndexAtRest.await(balise);
            var jdbc = JdbcClient.create(balise.getBean(DataSource.class));
            decided(jdbc, seed);
            Machine.awaitQuiet();
            if (only.isEmpty() || only.equals("resolve")) resolved(balise, jdbc, seed);
            if (only.isEmpty() || only.equals("book")) book(balise, jdbc, seed);
            if (only.isEmpty() || only.equals("pages")) new PageTrial(balise, postgres, targets, seed, quick).run();
        }
        for (var other : List.of("kit-seconds", "kit-preview-ms"))
            targets.notMeasured(other, "is measured by ./balise bench kit");
    }

    private String[] settings(String url, @Nullable EngineForTests engine) throws IOException {
        var settings = new ArrayList<>(engine == null ? List.<String>of() : engine.arguments());
        settings.addAll(List.of(
                "--balise.data=" + home.resolve("data"),
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=",
                // The pace of one client is not what is measured.
                "--balise.promotion.burst=1000000",
                "--balise.promotion.requests-per-minute=1000000",
                "--balise.directory.search.burst=1000000",
                "--balise.directory.search.requests-per-minute=1000000",
                "--balise.identity.insecure-demo-login=true",
                "--balise.mailbox.own-domains=" + PageTrial.DOMAIN));
        return settings.toArray(String[]::new);
    }

    /** One holder in three chose a mailbox, one address in twenty left and its holder leads on from it, one in fifty is on the red list. */
    private void decided(JdbcClient jdbc, long seed) {
        for (var sql : List.of(
                "create table portal_bench as select a.id, a.person_id, d.key, abs(hashint8extended(a.id, " + seed
                        + ")) % 100 n from directory.attachment a join directory.address d on d.id = a.address_id",
                "insert into promotion.preferred (person, prepared, address, decided_at, decided_by, by_name, before)"
                        + " select person_id, false, key, now(), 1, 'Bench', '{}' from portal_bench where person_id is not null and n < 33"
                        + " on conflict do nothing",
                "insert into promotion.leads_on select person_id, now(), 1 from portal_bench where person_id is not null and n between 40 and 44"
                        + " on conflict do nothing",
                "update directory.attachment a set gone_since = current_date from portal_bench s where s.id = a.id and s.n between 40 and 44",
                "update directory.attachment a set unlisted = true from portal_bench s where s.id = a.id and s.n between 50 and 51",
                "drop table portal_bench",
                "analyze",
                "checkpoint")) jdbc.sql(sql).update();
    }

    private record Known(String address, String rpps, String family, String given) {}

    private List<Known> some(JdbcClient jdbc, long seed, int many) {
        return jdbc.sql("select d.display address, p.rpps, p.family, p.given from directory.attachment a"
                        + " join directory.address d on d.id = a.address_id join directory.person p on p.id = a.person_id"
                        + " where p.rpps is not null order by hashint8extended(a.id, ?) limit ?")
                .params(seed + 1, many)
                .query(Known.class)
                .list();
    }

    private void resolved(ConfigurableApplicationContext balise, JdbcClient jdbc, long seed) throws Exception {
        var known = some(jdbc, seed, quick ? 2_000 : 10_000);
        int questions = quick ? 1_000 : 4_000;
        var resolver = balise.getBean(Resolver.class);
        for (int i = 0; i < questions * 2; i++) resolver.resolve(question(known));
        var times = new double[questions];
        for (int i = 0; i < times.length; i++) {
            var question = question(known);
            long started = System.nanoTime();
            resolver.resolve(question);
            times[i] = (System.nanoTime() - started) / 1e6;
        }
        targets.tell("resolve", "p50 %.2f ms", SearchBench.percentile(times, .5));
        targets.reached("resolve-p99-ms", SearchBench.percentile(times, .99));
        for (int i = 0; i < questions; i++) ask(balise, known);
        for (int i = 0; i < times.length; i++) times[i] = ask(balise, known);
        targets.tell("resolve over HTTP", "p50 %.2f ms", SearchBench.percentile(times, .5));
        targets.reached("resolve-http-p99-ms", SearchBench.percentile(times, .99));
    }

    private Known any(List<Known> known) {
        return known.get(random.nextInt(known.size()));
    }

    private Question question(List<Known> known) {
        var one = any(known);
        var read = random.nextBoolean()
                ? Question.read(one.rpps, "", "", "")
                : Question.read("", one.address, "", "laboratory");
        return ((Question.Read.Asked) read).question();
    }

    private double ask(ConfigurableApplicationContext balise, List<Known> known) throws Exception {
        var one = any(known);
        var query = random.nextBoolean() ? "person=" + one.rpps : "address=" + encoded(one.address);
        var request = HttpRequest.newBuilder(URI.create(origin(balise) + "/api/resolve?" + query))
                .build();
        long started = System.nanoTime();
        var answer = http.send(request, BodyHandlers.ofString());
        double ms = (System.nanoTime() - started) / 1e6;
        if (answer.statusCode() != 200 && answer.statusCode() != 404)
            throw new IOException("answered " + answer.statusCode());
        return ms;
    }

    private static String origin(ConfigurableApplicationContext balise) {
        return "http://127.0.0.1:" + balise.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As a record system sends it: over HTTP, with a key, until the last line of the answer. One in ten is unknown and has a name. */
    private void book(ConfigurableApplicationContext balise, JdbcClient jdbc, long seed) throws Exception {
        var known = some(jdbc, seed, BOOK);
        var key = balise.getBean(ApiKeys.class).issue("bench", Set.of(), false);
        sent(balise, key, table(known, BOOK / 10));
        var seconds = new ArrayList<Double>();
        for (int turn = 0; turn < 3; turn++) {
            Machine.awaitQuiet();
            seconds.add(sent(balise, key, table(known, BOOK)));
        }
        seconds.sort(Comparator.naturalOrder());
        targets.reached("address-book-100k-seconds", seconds.get(1));
    }

    private String table(List<Known> known, int entries) {
        var table = new StringBuilder("nom;prenom;email;rpps\n");
        for (int i = 0; i < entries; i++) {
            var one = known.get(i < known.size() ? i : random.nextInt(known.size()));
            int kind = random.nextInt(10);
            var address = kind == 0 ? "inconnu" + i + "@ancien.mssante.fr" : one.address;
            table.append(one.family)
                    .append(';')
                    .append(Objects.toString(one.given, ""))
                    .append(';');
            table.append(address).append(';').append(kind == 1 ? one.rpps : "").append('\n');
        }
        return table.toString();
    }

    private double sent(ConfigurableApplicationContext balise, String key, String table) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(origin(balise) + "/api/address-book"))
                .timeout(Duration.ofMinutes(5))
                .header(ApiKeys.HEADER, key)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(table))
                .build();
        long started = System.nanoTime();
        var answer = http.send(request, BodyHandlers.ofString());
        double seconds = (System.nanoTime() - started) / 1e9;
        var lines = answer.body().lines().toList();
        if (answer.statusCode() != 200 || !lines.getLast().contains("\"verdicts\""))
            throw new IOException("answered " + answer.statusCode());
        targets.tell("address book", "%.2f s, %d KiB sent: %s", seconds, table.length() >> 10, lines.getLast());
        return seconds;
    }
}
