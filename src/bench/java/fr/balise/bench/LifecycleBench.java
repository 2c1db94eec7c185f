package fr.balise.bench;

import fr.balise.Balise;
import fr.balise.mailbox.console.BulkTrial;
import fr.balise.mailbox.lifecycle.LifecycleTrial;
import fr.balise.mailbox.takeout.ExportTrial;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.portal.supervisor.PostgresSettings;
import fr.balise.testing.BenchPostgres;
import fr.balise.testing.MailTalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The benchmark {@code lifecycle}: real Postfix, Dovecot and PostgreSQL with production's settings. See docs/bench.md. */
final class LifecycleBench {
    private static final String DOMAIN = "bench.mssante.fr";
    private static final int FEW = 100;
    private static final int TURNS = 3;

    /** What the whole application has while it exports. */
    private static final int EXPORT_HEAP_MIB = 256;

    private final boolean quick;
    private final long exported;
    private final Random random;
    private final Path home;
    private final BenchPostgres postgres;
    private final String url;
    private final Targets targets = new Targets()
            .atLeast("delivery-throughput-ratio", .9, "ratio")
            .atLeast("export-speed-ratio", .6, "ratio")
            .atMost("export-peak-heap-mib", 256, "MiB")
            .atMost("depublish-seconds", 2, "s")
            .atLeast("bulk-depublish-per-second", 200, "1/s")
            .atMost("login-time-ratio", 1.1, "ratio");

    /** @param exported octets of the mailbox that is exported */
    private LifecycleBench(boolean quick, long exported, long seed, Path home, BenchPostgres postgres) {
        this.quick = quick;
        this.exported = exported;
        this.random = new Random(seed);
        this.home = home;
        this.postgres = postgres;
        this.url = postgres.create("balise");
    }

    static void main(String... args) throws Exception {
        try (var asked = Asked.of(args);
                var postgres = new BenchPostgres(asked.home().resolve("postgres"), PostgresSettings.ALL)) {
            asked.announce();
            long exported = Long.parseLong(asked.after("--mib", asked.quick() ? "100" : "2048"));
            var bench = new LifecycleBench(asked.quick(), exported << 20, asked.seed(), asked.home(), postgres);
            bench.run(asked.after("--only", ""));
            bench.targets.table().forEach(IO::println);
            IO.println(bench.targets.json("lifecycle", Machine.here(), asked.quick(), asked.seed()));
        }
        System.exit(0);
    }

    /** @param only {@code delivery}, {@code login}, {@code depublish} or {@code export}; all when empty */
    private void run(String only) throws Exception {
        jdbcOf("do $$ begin create role balise_dovecot login; create role balise_postfix login; end $$");
        var engine = EngineForTests.start(url);
        ConfigurableApplicationContext balise = null;
        try {
            balise = SpringApplication.run(Balise.class, settings(engine));
            var jdbc = JdbcClient.create(balise.getBean(DataSource.class));
            accounts(jdbc, 1, FEW);
            if (only.equals("export")) {
                exports(balise, engine, jdbc);
                return;
            }
            if (only.isEmpty() || only.equals("delivery")) deliveries(engine);
            if (only.isEmpty() || only.equals("login")) logins(engine, jdbc);
            else accounts(jdbc, FEW + 1, many());
            if (only.isEmpty() || only.equals("depublish")) depublications(balise, jdbc);
        } finally {
            if (balise != null) balise.close();
            engine.stop();
        }
        if (only.isEmpty()) inOwnProcess("export");
    }

    /** What looks at the memory needs a virtual machine that has little, and nothing else to do. */
    private void inOwnProcess(String part) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + EXPORT_HEAP_MIB + "m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LifecycleBench.class.getName(),
                "--only",
                part));
        command.add("--mib");
        command.add(Long.toString(exported >> 20));
        if (quick) command.add("--quick");
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine())
                if (line.startsWith("export ")) IO.println(line);
                else if (line.startsWith("{")) taken(JsonMapper.shared().readTree(line));
        }
        process.waitFor();
    }

    private void taken(JsonNode figures) {
        for (var target : figures.path("targets"))
            if (target.path("value").isNumber())
                targets.reached(
                        target.path("name").asString(), target.path("value").asDouble());
    }

    /** By turns and beside each other: both read the same mailbox from a server that has it in memory or not. */
    private void exports(ConfigurableApplicationContext balise, EngineForTests engine, JdbcClient jdbc)
            throws Exception {
        jdbc.sql("update mailstore.account set quota_bytes = 4294967296 where id = 1")
                .update();
        var trial = new ExportTrial(balise, 1);
        long started = System.nanoTime();
        long octets = trial.fill(exported, random);
        targets.tell("export", "%d MiB put there in %.0f s", octets >> 20, (System.nanoTime() - started) / 1e9);
        bare(engine); // the first one reads the disk
        trial.export(); // the first one is compiled while it runs
        var bare = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        try (var heap = new HeapWatch()) {
            for (int turn = 0; turn < (quick ? TURNS : 2); turn++) {
                bare.add(octets / 1e6 / bare(engine));
                Machine.awaitQuiet();
                var made = trial.export();
                ours.add(octets / 1e6 / made.seconds());
                Machine.awaitQuiet();
                targets.tell(
                        "export",
                        "%.1f MB per second, bare client %.1f; file of %d MiB, most heap so far %.0f MiB",
                        ours.getLast(),
                        bare.getLast(),
                        made.octets() >> 20,
                        heap.mostMib());
            }
            targets.reached("export-speed-ratio", median(ours) / median(bare));
            targets.reached("export-peak-heap-mib", heap.mostMib());
        }
    }

    /** @return seconds for all of it */
    private static double bare(EngineForTests engine) throws IOException {
        long started = System.nanoTime();
        try (var client = new BareImap(engine.port(MailPort.IMAP), address(1), secret(1))) {
            client.say("EXAMINE INBOX");
            client.say("UID FETCH 1:* (BODY.PEEK[])");
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private String[] settings(EngineForTests engine) throws IOException {
        var settings = new ArrayList<>(engine.arguments());
        settings.addAll(List.of(
                "--balise.data=" + home.resolve("data"),
                "--server.port=0",
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=",
                "--balise.mailbox.own-domains=" + DOMAIN));
        return settings.toArray(String[]::new);
    }

    private void jdbcOf(String sql) throws Exception {
        try (var connection = java.sql.DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String address(long number) {
        return "box" + number + "@" + DOMAIN;
    }

    private static String secret(long number) {
        return "secretofbox" + number;
    }

    /** Rows as an installation has them: persons and listings of the national files, hosted mailboxes, accounts, one password each. */
    private void accounts(JdbcClient jdbc, long from, long to) {
        for (var sql : List.of("""
                insert into directory.person (id, national_id, rpps, family, given, name_key, first_seen, updated_at) overriding system value
                select n, '8997' || lpad(n::text, 8, '0'), '997' || lpad(n::text, 8, '0'), 'NOM' || n, 'Essai', 'nom' || n || ' essai', current_date, now()
                  from generate_series(:from, :to) n""", """
                insert into directory.address (id, key, display, domain, type, first_seen, updated_at) overriding system value
                select n, 'box' || n || '@%1$s', 'box' || n || '@%1$s', '%1$s', 'PER', current_date, now() from generate_series(:from, :to) n""", """
                insert into directory.attachment (id, address_id, person_id, source, first_seen, updated_at) overriding system value
                select n, n, n, 'national', current_date, now() from generate_series(:from, :to) n""", """
                insert into mailbox.hosted (id, address, display, type, owner, zone, opened_at, state, since, in_line) overriding system value
                select n, 'box' || n || '@%1$s', 'box' || n || '@%1$s', 'PER', 'person:8997' || lpad(n::text, 8, '0'), 'Europe/Paris', now(), 'active', now(), 0
                  from generate_series(:from, :to) n""", """
                insert into mailstore.account (id, address, address_key, quota_bytes, reserve_bytes, reserve_days, opened_at)
                select n, 'box' || n || '@%1$s', 'box' || n || '@%1$s', 1073741824, 52428800, 7, now() from generate_series(:from, :to) n""", """
                insert into mailstore.password (account, person, device, hash, may, may_send, issued_at)
                select n, n, 'bench', sha256(convert_to('secretofbox' || n, 'UTF8')), 'own', true, now() from generate_series(:from, :to) n"""))
            jdbc.sql(sql.formatted(DOMAIN)).param("from", from).param("to", to).update();
        jdbc.sql(
                        "select setval(pg_get_serial_sequence(t, 'id'), :to + 1000000) from unnest(array['directory.person', 'directory.address',"
                                + " 'directory.attachment', 'mailbox.hosted']) t")
                .param("to", to)
                .query((r, _) -> r.getLong(1))
                .list();
        // Another load than the one before, so that search makes its index anew; without any it would do so at every
        // change.
        jdbc.sql("delete from directory.load").update();
        jdbc.sql("insert into directory.load (state, started_at, applied_at) values ('applied', now(), now())")
                .update();
        jdbc.sql("analyze").update();
    }

    /** By turns, so that both meet the same other programs. */
    private void deliveries(EngineForTests balises) throws Exception {
        var addresses =
                LongStream.rangeClosed(1, FEW).mapToObj(LifecycleBench::address).toList();
        int messages = quick ? 300 : 2000;
        var ours = new ArrayList<Double>();
        var baseline = new ArrayList<Double>();
        var engine = EngineForTests.start(
                url,
                "",
                (dovecot, postfix) -> StaticTables.write(
                        dovecot,
                        postfix,
                        addresses,
                        DOMAIN,
                        dovecot.getParent().getParent().resolve("mail")));
        try {
            DeliveryLoad.run(engine, addresses, FEW);
            DeliveryLoad.run(balises, addresses, FEW);
            for (int turn = 0; turn < TURNS; turn++) {
                baseline.add(DeliveryLoad.run(engine, addresses, messages));
                ours.add(DeliveryLoad.run(balises, addresses, messages));
                targets.tell("delivery", "%.1f per second, static tables %.1f", ours.getLast(), baseline.getLast());
            }
            targets.tell("delivery", "%d attempts were put off by either", DeliveryLoad.DEFERRED.get());
            long statements = postgres.statements(() -> DeliveryLoad.run(balises, addresses, FEW));
            targets.tell("delivery", "each: %.1f statements", statements / (double) FEW);
        } finally {
            engine.stop();
        }
        targets.reached("delivery-throughput-ratio", median(ours) / median(baseline));
    }

    private long many() {
        return quick ? 10_000 : 100_000;
    }

    private void logins(EngineForTests engine, JdbcClient jdbc) throws Exception {
        int logins = quick ? 100 : 400;
        var few = IntStream.range(0, 50).mapToLong(_ -> 1 + random.nextInt(FEW)).toArray();
        login(engine, few, few.length); // homes are made at the first login
        Machine.awaitQuiet();
        double before = login(engine, few, logins);
        long many = many();
        accounts(jdbc, FEW + 1, many);
        var spread =
                IntStream.range(0, 50).mapToLong(_ -> 1 + random.nextLong(many)).toArray();
        login(engine, spread, spread.length);
        Machine.awaitQuiet(); // the index of the directory is made anew beside it
        double after = login(engine, spread, logins);
        targets.tell("login", "median %.2f ms among %d accounts, %.2f ms among %d", before, FEW, after, many);
        targets.reached("login-time-ratio", after / before);
    }

    /** @return median milliseconds of LOGIN alone */
    private static double login(EngineForTests engine, long[] numbers, int logins) throws IOException {
        var times = new ArrayList<Double>();
        for (int i = 0; i < logins; i++) {
            long number = numbers[i % numbers.length];
            try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
                long started = System.nanoTime();
                var said = imap.imap("LOGIN " + address(number) + " " + secret(number));
                times.add((System.nanoTime() - started) / 1e6);
                if (!said.startsWith("OK") && !said.contains("\nOK")) throw new IOException("no login: " + said);
                imap.imap("LOGOUT");
            }
        }
        return median(times);
    }

    private void depublications(ConfigurableApplicationContext balise, JdbcClient jdbc) throws Exception {
        var trial = new LifecycleTrial(balise, jdbc, address(FEW));
        trial.depublish(1, address(1)); // the first one reads classes
        var times = new ArrayList<Double>();
        for (long number = 2; number <= 21; number++) times.add(trial.depublish(number, address(number)));
        double slowest = times.stream().max(Double::compare).orElseThrow();
        targets.tell("depublish", "median %.3f s", median(times));
        targets.reached("depublish-seconds", slowest);
        int many = quick ? 1_000 : 10_000;
        int counted = 100;
        newOnes(jdbc, FEW + 1, FEW + many + counted);
        var bulk = new BulkTrial(balise, jdbc);
        long lot =
                bulk.prepare(LongStream.rangeClosed(FEW + 1, FEW + many).boxed().toList());
        var before = Cost.now(jdbc, postgres.process());
        targets.reached("bulk-depublish-per-second", bulk.depublish(lot));
        targets.tell("depublish", "each: " + Cost.now(jdbc, postgres.process()).each(before, many));
        targets.tell("depublish", "%d answer with another address", replies(jdbc));
        long more = bulk.prepare(LongStream.rangeClosed(FEW + many + 1, FEW + many + counted)
                .boxed()
                .toList());
        long statements = postgres.statements(() -> bulk.depublish(more));
        targets.tell("depublish", "each: %.1f statements", statements / (double) counted);
    }

    private static long replies(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from mailstore.sieve")
                .query(Long.class)
                .single();
    }

    /** Every holder has another mailbox, published and active, that the reply of the closed one names. */
    private static void newOnes(JdbcClient jdbc, long from, long to) {
        for (var sql : List.of("""
                insert into directory.address (id, key, display, domain, type, first_seen, updated_at) overriding system value
                select n + 500000, 'new' || n || '@%1$s', 'new' || n || '@%1$s', '%1$s', 'PER', current_date, now() from generate_series(:from, :to) n""", """
                insert into directory.attachment (id, address_id, person_id, source, first_seen, updated_at) overriding system value
                select n + 500000, n + 500000, n, 'national', current_date, now() from generate_series(:from, :to) n""", """
                insert into mailbox.hosted (id, address, display, type, owner, zone, opened_at, state, since, in_line) overriding system value
                select n + 500000, 'new' || n || '@%1$s', 'new' || n || '@%1$s', 'PER', 'person:8997' || lpad(n::text, 8, '0'), 'Europe/Paris', now(), 'active', now(), 1
                  from generate_series(:from, :to) n""", """
                insert into mailstore.account (id, address, address_key, quota_bytes, reserve_bytes, reserve_days, opened_at)
                select n + 500000, 'new' || n || '@%1$s', 'new' || n || '@%1$s', 1073741824, 52428800, 7, now() from generate_series(:from, :to) n"""))
            jdbc.sql(sql.formatted(DOMAIN)).param("from", from).param("to", to).update();
        jdbc.sql("analyze").update();
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
