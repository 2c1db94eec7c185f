package fr.balise.bench;

import fr.balise.Balise;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Criteria;
import fr.balise.hygiene.Criteria.Attachment;
import fr.balise.hygiene.Criteria.Flags;
import fr.balise.hygiene.Heaviest;
import fr.balise.hygiene.Stock;
import fr.balise.hygiene.Stocktaking;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.FirstPasswords;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailStore;
import fr.balise.mailstore.MessageHead;
import fr.balise.mailstore.MessageKind;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.portal.supervisor.PostgresSettings;
import fr.balise.testing.BenchPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The benchmark {@code storage}: what fills a large mailbox, in real Dovecot. See docs/bench.md. */
final class StorageBench {
    private static final String DOMAIN = "bench.mssante.fr";
    private static final int TURNS = 3;

    /** Written one by one; the others are copies of them, which Dovecot keeps as references. */
    private static final int DISTINCT = 2_000;

    /** What a listing asks for: told beside the baseline, to see what is the server's part. */
    private static final String FIELDS =
            "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (From Subject Date Message-ID "
                    + String.join(" ", MessageHead.FIELDS) + ")])";

    private final boolean quick;
    private final Random random;
    private final Path home;
    private final String url;
    private final Targets targets = new Targets()
            .atMost("first-scan-ratio", 1.5, "ratio")
            .atMost("revisit-ms", 150, "ms")
            .atMost("filter-ms", 50, "ms")
            .atMost("largest-attachments-ms", 50, "ms")
            .atMost("delete-ratio", 1.5, "ratio")
            .atMost("heap-growth-ratio", 1.5, "ratio")
            .atMost("login-slowdown-during-scans-ratio", 1.1, "ratio");

    private StorageBench(boolean quick, long seed, Path home, BenchPostgres postgres) {
        this.quick = quick;
        this.random = new Random(seed);
        this.home = home;
        this.url = postgres.create("balise");
    }

    static void main(String... args) throws Exception {
        try (var asked = Asked.of(args);
                var postgres = new BenchPostgres(asked.home().resolve("postgres"), PostgresSettings.ALL)) {
            asked.announce();
            var bench = new StorageBench(asked.quick(), asked.seed(), asked.home(), postgres);
            bench.run(asked.after("--only", ""));
            bench.targets.table().forEach(IO::println);
            IO.println(bench.targets.json("storage", Machine.here(), asked.quick(), asked.seed()));
        }
        System.exit(0);
    }

    /** @param only {@code scan}, {@code filter}, {@code revisit}, {@code login}, {@code delete} or {@code heap}; all when empty */
    private void run(String only) throws Exception {
        try (var connection = java.sql.DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("do $$ begin create role balise_dovecot login; create role balise_postfix login; end $$");
        }
        var engine = EngineForTests.start(url);
        ConfigurableApplicationContext balise = null;
        try {
            balise = SpringApplication.run(Balise.class, settings(engine));
            new Trial(balise, engine).run(only);
        } finally {
            if (balise != null) balise.close();
            engine.stop();
        }
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

    private record Box(Hosted hosted, Actor holder, String secret) {
        AccountId account() {
            return new AccountId(hosted.id().value());
        }

        String name() {
            return hosted.address().key();
        }
    }

    private final class Trial {
        private final ConfigurableApplicationContext balise;
        private final EngineForTests engine;
        private final Stocktaking stocktaking;
        private final Cleanings cleanings;
        private final MailStore store;
        private final JdbcClient jdbc;

        Trial(ConfigurableApplicationContext balise, EngineForTests engine) {
            this.balise = balise;
            this.engine = engine;
            this.stocktaking = balise.getBean(Stocktaking.class);
            this.cleanings = balise.getBean(Cleanings.class);
            this.store = balise.getBean(MailStore.class);
            this.jdbc = balise.getBean(JdbcClient.class);
        }

        private int size() {
            return quick ? 10_000 : 100_000;
        }

        void run(String only) throws Exception {
            if (!only.equals("heap")) {
                var large = box(1);
                fill(large, size());
                targets.tell("mailbox", "%d messages, %d MB", size(), octets(large) >> 20);
                if (asks(only, "scan")) firstScan(large);
                if (asks(only, "filter")) filters(stocktaking.take(large.account()));
                if (asks(only, "revisit")) revisit(large);
                if (asks(only, "login")) logins(large);
                if (asks(only, "delete")) delete(large);
            }
            if (asks(only, "heap")) heap();
        }

        private static boolean asks(String only, String part) {
            return only.isEmpty() || only.equals(part);
        }

        private Box box(int number) throws Exception {
            var person = new NationalPersonId("8997%08d".formatted(number));
            var holder = new Actor(number, "Bench", person, Set.of());
            var opened = balise.getBean(Openings.class)
                    .open(
                            MailAddress.parse("large" + number + "@" + DOMAIN),
                            MailboxType.PER,
                            new Owner.OfPerson(person),
                            null,
                            ZoneId.of("Europe/Paris"),
                            By.SYSTEM);
            var id = ((Opening.Opened) opened).mailbox().id();
            var secret = balise.getBean(FirstPasswords.class)
                    .make(id, holder, "bench", By.SYSTEM)
                    .secret();
            balise.getBean(TransactionTemplate.class)
                    .executeWithoutResult(_ -> balise.getBean(MailAccounts.class)
                            .quota(new AccountId(id.value()), DataSize.ofGigabytes(100)));
            return new Box(balise.getBean(Lifecycle.class).find(id).orElseThrow(), holder, secret);
        }

        /** One in five has an attachment; 20 kB on average. */
        private void fill(Box box, int messages) throws IOException {
            try (var open = store.open(box.account())) {
                int distinct = Math.min(DISTINCT, messages);
                for (int n = 0; n < distinct; n++) {
                    var octets = message(n).getBytes(StandardCharsets.US_ASCII);
                    open.append(
                            "INBOX",
                            Set.of("\\Seen"),
                            Instant.now().minus(Duration.ofDays(random.nextInt(2_000))),
                            octets.length,
                            new ByteArrayInputStream(octets));
                }
                var all = LongStream.rangeClosed(1, distinct).boxed().toList();
                for (int there = distinct; there < messages; there += distinct)
                    open.copy("INBOX", all.subList(0, Math.min(distinct, messages - there)), "INBOX");
            }
        }

        private String message(int n) {
            var head = "From: <sender" + random.nextInt(300) + "@peer.mssante.fr>\r\nTo: <large@" + DOMAIN
                    + ">\r\nSubject: XDM/1.0/DDM " + n + "\r\nMessage-ID: <" + n
                    + "@peer.mssante.fr>\r\nDate: Mon, 2 Mar 2026 10:15:00 +0100\r\nMIME-Version: 1.0\r\n";
            if (n % 5 > 0) return head + "\r\n" + "Bonjour, merci de votre avis.\r\n".repeat(40 + random.nextInt(80));
            var octets = new byte[40_000 + random.nextInt(50_000)];
            random.nextBytes(octets);
            var name = n % 2 == 0 ? "IHE_XDM.zip" : "resultat" + n + ".pdf";
            return head
                    + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--x\r\nContent-Type: application/octet-stream; name="
                    + name + "\r\nContent-Disposition: attachment; filename=" + name
                    + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + Base64.getMimeEncoder().encodeToString(octets) + "\r\n--x--\r\n";
        }

        private long octets(Box box) {
            return store.folders(box.account()).stream()
                    .mapToLong(folder -> folder.size().toBytes())
                    .sum();
        }

        private BareImap bare(Box box) throws IOException {
            var bare = new BareImap(engine.port(MailPort.IMAP), box.name(), box.secret());
            bare.say("SELECT INBOX");
            return bare;
        }

        private void firstScan(Box box) throws IOException {
            var ours = new ArrayList<Double>();
            var baseline = new ArrayList<Double>();
            var withFields = new ArrayList<Double>();
            for (int turn = 0; turn <= TURNS; turn++) { // the first one warms
                try (var bare = bare(box)) {
                    baseline.add(
                            timed(() -> bare.say("UID FETCH 1:* (UID RFC822.SIZE INTERNALDATE FLAGS BODYSTRUCTURE)")));
                }
                forget(box);
                ours.add(timed(() -> stocktaking.take(box.account())));
                try (var bare = bare(box)) {
                    withFields.add(timed(() -> bare.say("UID FETCH 1:* " + FIELDS)));
                }
            }
            targets.tell("the same fields, bare", "%.0f ms", median(withFields));
            targets.tell("first scan", "%.0f ms, bare %.0f ms", median(ours), median(baseline));
            targets.reached(
                    "first-scan-ratio",
                    median(ours.subList(1, ours.size())) / median(baseline.subList(1, baseline.size())));
        }

        private void forget(Box box) {
            jdbc.sql("delete from hygiene.shelf where account = :id")
                    .param("id", box.account().value())
                    .update();
        }

        private void filters(Stock stock) {
            var times = new ArrayList<Double>();
            for (int n = 0; n < 220; n++) {
                var criteria = criteria();
                double time = timed(() -> cleanings.find(stock, criteria, 50));
                if (n >= 20) times.add(time);
            }
            targets.tell("filter", "median %.1f ms over %d messages", median(times), stock.messages());
            targets.reached("filter-ms", nearlyWorst(times));
            var largest = new ArrayList<Double>();
            for (int n = 0; n < 60; n++) largest.add(timed(() -> Heaviest.of(stock, 100)));
            targets.reached("largest-attachments-ms", nearlyWorst(largest.subList(10, largest.size())));
        }

        private Criteria criteria() {
            var from = Instant.now().minus(Duration.ofDays(random.nextInt(2_000)));
            return new Criteria(
                    random.nextBoolean() ? from : null,
                    random.nextBoolean() ? from.plus(Duration.ofDays(random.nextInt(900))) : null,
                    null,
                    random.nextBoolean() ? "sender" + random.nextInt(300) : "",
                    random.nextInt(3) * 10_000L,
                    random.nextBoolean() ? Attachment.values()[random.nextInt(Attachment.values().length)] : null,
                    new Flags(
                            random.nextBoolean() ? true : null,
                            null,
                            null,
                            random.nextBoolean() ? false : null,
                            null,
                            random.nextInt(8) == 0 ? true : null),
                    "",
                    random.nextBoolean() ? EnumSet.of(MessageKind.XDM, MessageKind.PDF) : Set.of());
        }

        private void revisit(Box box) throws IOException {
            var times = new ArrayList<Double>();
            for (int turn = 0; turn < 7; turn++) {
                long first = 1 + random.nextInt(size() / 2);
                try (var bare = bare(box)) {
                    bare.say("UID STORE " + first + ":" + (first + 499) + (turn % 2 == 0 ? " +" : " -")
                            + "FLAGS.SILENT (\\Flagged)");
                    bare.say("UID STORE " + (first + 1_000) + ":" + (first + 1_249) + " +FLAGS.SILENT (\\Deleted)");
                    bare.say("UID EXPUNGE " + (first + 1_000) + ":" + (first + 1_249));
                    bare.say("UID COPY " + (first + 2_000) + ":" + (first + 2_249) + " INBOX");
                }
                times.add(timed(() -> stocktaking.take(box.account())));
            }
            targets.reached("revisit-ms", median(times.subList(2, times.size())));
        }

        /** How long LOGIN takes while stock of the large mailbox is taken from nothing, again and again. */
        private void logins(Box box) throws Exception {
            var other = box(2);
            login(other, 40);
            double quiet = login(other, 200);
            var stop = new AtomicBoolean();
            var scans = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    forget(box);
                    stocktaking.take(box.account());
                    pause(); // 500 mailboxes an hour leave seven seconds for each
                }
            });
            double busy = login(other, 200);
            stop.set(true);
            scans.join();
            targets.tell("login", "median %.2f ms, %.2f ms during scans", quiet, busy);
            targets.reached("login-slowdown-during-scans-ratio", busy / quiet);
        }

        private void pause() {
            try {
                Thread.sleep(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private double login(Box box, int times) {
            var measured = new ArrayList<Double>();
            for (int n = 0; n < times; n++)
                measured.add(timed(() -> {
                    try (var bare = new BareImap(engine.port(MailPort.IMAP), box.name(), box.secret())) {
                        return bare.say("NOOP");
                    }
                }));
            return median(measured);
        }

        private void delete(Box box) throws Exception {
            int half = size() / 2;
            var twin = box(3);
            fill(twin, size());
            double bare;
            try (var client = bare(twin)) {
                bare = timed(() -> client.say("UID STORE 1:" + half + " +FLAGS.SILENT (\\Deleted)")
                        + client.say("UID EXPUNGE 1:" + half));
            }
            var stock = stocktaking.take(box.account());
            var sorted = new ArrayList<Instant>();
            stock.each((_, item) -> sorted.add(item.received()));
            sorted.sort(null);
            var old = new Criteria(null, sorted.get(sorted.size() / 2), null, "", 0, null, Flags.ANY, "", Set.of());
            long count = cleanings.find(stock, old, 1).removed().messages();
            long started = System.nanoTime();
            var ordered = (Ordered.Begun) cleanings.order(box.holder(), box.hosted(), old, count, "bench");
            while (cleanings
                            .find(box.hosted(), ordered.cleaning())
                            .orElseThrow()
                            .doneAt()
                    == null) Thread.sleep(20);
            double ours = (System.nanoTime() - started) / 1e6;
            targets.tell("delete", "%d messages in %.0f ms, bare EXPUNGE of %d in %.0f ms", count, ours, half, bare);
            targets.reached("delete-ratio", (ours / count) / (bare / half));
        }

        private void heap() throws IOException {
            double few = heap(box4(10_000));
            double many = heap(box4(quick ? 100_000 : 1_000_000));
            targets.tell(
                    "heap", "%.0f MiB with %d messages, %.0f MiB with few", many, quick ? 100_000 : 1_000_000, few);
            targets.reached("heap-growth-ratio", many / few);
        }

        private int next = 4;

        private Box box4(int messages) throws IOException {
            try {
                var box = box(next++);
                fill(box, messages);
                return box;
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private double heap(Box box) {
            System.gc();
            try (var watch = new HeapWatch()) {
                var stock = stocktaking.take(box.account());
                cleanings.find(stock, Criteria.ALL, 50);
                Heaviest.of(stock, 100);
                return watch.mostMib();
            }
        }
    }

    private interface Timed {
        Object run() throws IOException;
    }

    private static double timed(Timed what) {
        long started = System.nanoTime();
        try {
            what.run();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - started) / 1e6;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static double nearlyWorst(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() * 99 / 100);
    }
}
