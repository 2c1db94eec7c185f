package fr.balise.bench;

import fr.balise.Balise;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Criteria;
import fr.balise.hygiene.Criteria.Attachment;
import fr.balise.hygiene.Criteria.Flags;
import fr.balise.hygiene.Heaviest;
import fr.balise.hygiene.Lightening.State;
import fr.balise.hygiene.Lightenings;
import fr.balise.hygiene.Lightenings.Spot;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
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

    /** The same where what is written first is of no matter. */
    private static final int FEW_DISTINCT = 200;

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
        this.url = postgres.createForMail("balise");
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

    /** @param only {@code scan}, {@code filter}, {@code revisit}, {@code login}, {@code delete}, {@code detach} or {@code heap}; all when empty */
    private void run(String only) throws Exception {
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
        private final Lightenings lightenings;
        private final MailStore store;
        private final JdbcClient jdbc;
        private final InventedMessages invented = new InventedMessages(random, DOMAIN);

        /** Number of the next mailbox; those before have their place. */
        private int next = 4;

        Trial(ConfigurableApplicationContext balise, EngineForTests engine) {
            this.balise = balise;
            this.engine = engine;
            this.stocktaking = balise.getBean(Stocktaking.class);
            this.cleanings = balise.getBean(Cleanings.class);
            this.lightenings = balise.getBean(Lightenings.class);
            this.store = balise.getBean(MailStore.class);
            this.jdbc = balise.getBean(JdbcClient.class);
        }

        private int size() {
            return quick ? 10_000 : 100_000;
        }

        void run(String only) throws Exception {
            if (!Set.of("delete", "detach", "heap").contains(only)) {
                var large = box(1);
                fill(large, size());
                targets.tell("mailbox", "%d messages, %d MB", size(), octets(large) >> 20);
                if (asks(only, "scan")) firstScan(large);
                if (asks(only, "filter")) filters(stocktaking.take(large.account()));
                if (asks(only, "revisit")) revisit(large);
                if (asks(only, "login")) logins(large);
            }
            if (asks(only, "delete")) delete();
            if (asks(only, "detach")) detach();
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
            fill(box, messages, Math.min(DISTINCT, messages));
        }

        private void fill(Box box, int messages, int distinct) throws IOException {
            try (var open = store.open(box.account())) {
                invented.put(open, distinct);
                var all = LongStream.rangeClosed(1, distinct).boxed().toList();
                for (int there = distinct; there < messages; there += distinct)
                    open.copy("INBOX", all.subList(0, Math.min(distinct, messages - there)), "INBOX");
            }
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
            for (int n = 0; n < 20; n++) cleanings.find(stock, Criteria.ALL, 50);
            targets.tell(
                    "duplicates",
                    "%.0f ms when asked for the first time, nearly all being copies here",
                    timed(() -> cleanings.find(stock, DUPLICATES, 50)));
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

        /** Every round in mailboxes that were just filled alike; the first one warms. */
        private void delete() throws Exception {
            var bare = new ArrayList<Double>();
            var moves = new ArrayList<Double>();
            var ours = new ArrayList<Double>();
            for (int turn = 0; turn <= TURNS; turn++) {
                bare.add(bareExpunge(filled()));
                moves.add(bareMove(filled()));
                ours.add(cleaned(filled()));
            }
            for (var each : List.of(bare, moves, ours)) each.removeFirst();
            targets.tell(
                    "delete",
                    "%d messages in %.0f ms; bare EXPUNGE %.0f ms, bare MOVE %.0f ms (ratio to it %.1f)",
                    size() / 2,
                    median(ours),
                    median(bare),
                    median(moves),
                    median(ours) / median(moves));
            targets.reached("delete-ratio", median(ours) / median(bare));
        }

        private double bareExpunge(Box box) throws IOException {
            try (var client = bare(box)) {
                return timed(() -> client.say("UID STORE 1:" + size() / 2 + " +FLAGS.SILENT (\\Deleted)")
                        + client.say("UID EXPUNGE 1:" + size() / 2));
            }
        }

        /** What whoever may take the messages back must do at least. */
        private double bareMove(Box box) throws IOException {
            try (var client = bare(box)) {
                client.say("CREATE Elsewhere");
                return timed(() -> client.say("UID MOVE 1:" + size() / 2 + " Elsewhere"));
            }
        }

        /** From the order of a person who saw the count to the end of the clean-up. */
        private double cleaned(Box box) throws Exception {
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
                    == null) Thread.sleep(5);
            double took = (System.nanoTime() - started) / 1e6;
            return took / count * (size() / 2);
        }

        private void detach() throws Exception {
            int many = quick ? 200 : 1_000;
            detached(20); // warms
            var octets = messages(many);
            long sum = octets.stream().mapToLong(one -> one.length).sum();
            double bare;
            try (var client = bare(box(next++))) {
                bare = timed(() -> {
                    for (var one : octets) client.append("INBOX", one);
                    return many;
                });
            }
            double ours = detached(octets);
            targets.tell(
                    "detach",
                    "%d messages, %.0f MB: %.0f a second, %.1f MB a second; bare APPEND of the same octets %.0f a second, %.1f MB",
                    many,
                    sum / 1e6,
                    many / ours * 1e3,
                    sum / ours / 1e3,
                    many / bare * 1e3,
                    sum / bare / 1e3);
        }

        private List<byte[]> messages(int many) {
            var all = new ArrayList<byte[]>();
            for (int n = 0; n < many; n++) all.add(invented.octets(n, true));
            return all;
        }

        private void detached(int many) throws Exception {
            detached(messages(many));
        }

        /** From the first order to the end of the last one: as many as one order may hold, one after the other. */
        private double detached(List<byte[]> octets) throws Exception {
            var box = box(next++);
            try (var client = bare(box)) {
                for (var one : octets) client.append("INBOX", one);
            }
            var stock = stocktaking.take(box.account());
            var spots = new ArrayList<Spot>();
            stock.each((_, item) -> spots.add(new Spot(item.folder(), item.uid())));
            long started = System.nanoTime();
            long done = 0;
            for (int from = 0; from < spots.size(); from += Lightenings.MOST) {
                var some = spots.subList(from, Math.min(from + Lightenings.MOST, spots.size()));
                var ordered =
                        (Lightenings.Ordered.Begun) lightenings.order(box.holder(), box.hosted(), stock, some, "bench");
                while (lightenings
                                .find(box.hosted(), ordered.lightening())
                                .orElseThrow()
                                .doneAt()
                        == null) Thread.sleep(20);
                done += lightenings
                        .find(box.hosted(), ordered.lightening())
                        .orElseThrow()
                        .count(State.LIGHT);
            }
            double took = (System.nanoTime() - started) / 1e6;
            if (done != octets.size())
                throw new IllegalStateException(done + " of " + octets.size() + " were made lighter");
            return took;
        }

        private void heap() throws Exception {
            int most = quick ? 100_000 : 1_000_000;
            heap(filled(1_000, 1_000)); // what is loaded once is not the mailbox's
            var few = heap(filled(10_000, DISTINCT));
            var many = heap(filled(most, DISTINCT));
            targets.tell(
                    "heap in use", "%.0f MiB with %d messages, %.0f MiB with 10000", many.live(), most, few.live());
            targets.tell("with rubbish", "%.0f MiB, %.0f MiB", many.withRubbish(), few.withRubbish());
            targets.reached("heap-growth-ratio", many.live() / few.live());
        }

        private Box filled() throws Exception {
            return filled(size(), FEW_DISTINCT);
        }

        private Box filled(int messages, int distinct) throws Exception {
            var box = box(next++);
            fill(box, messages, distinct);
            return box;
        }

        /** @param live MiB that were reachable at most; what was not collected yet says how much there was to fill */
        private record Heap(double live, double withRubbish) {}

        private Heap heap(Box box) {
            System.gc();
            try (var watch = new HeapWatch()) {
                look(box);
                double withRubbish = watch.mostMib();
                forget(box);
                try (var live = HeapWatch.ofWhatLives()) {
                    look(box);
                    return new Heap(live.mostMib(), withRubbish);
                }
            }
        }

        private void look(Box box) {
            var stock = stocktaking.take(box.account());
            cleanings.find(stock, Criteria.ALL, 50);
            Heaviest.of(stock, 100);
        }
    }

    private static final Criteria DUPLICATES =
            new Criteria(null, null, null, "", 0, null, new Flags(null, null, null, null, null, true), "", Set.of());

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
