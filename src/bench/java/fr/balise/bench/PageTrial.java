package fr.balise.bench;

import fr.balise.bench.PageVisitor.Page;
import fr.balise.bench.PageVisitor.Who;
import fr.balise.directory.Carrier;
import fr.balise.directory.Publication;
import fr.balise.directory.PublicationOutcome;
import fr.balise.hygiene.Stocktaking;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MailStore;
import fr.balise.testing.BenchPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hundred people who look at the pages of a holder, as people do: a page, some time over it, the next one. */
final class PageTrial {
    static final String DOMAIN = "bench.mssante.fr";

    private static final int PEOPLE = 100;

    /** One person in so many has a mailbox that is held here. */
    private static final int HOSTED = 4;

    private static final Duration THINKING = Duration.ofSeconds(5);

    /** How often each page is asked for alone. */
    private static final int ALONE = 60;

    private static final int MESSAGES = 100;

    private final ConfigurableApplicationContext balise;
    private final BenchPostgres postgres;
    private final JdbcClient jdbc;
    private final Targets targets;
    private final long seed;
    private final boolean quick;
    private final Map<String, Queue<Double>> times = new ConcurrentHashMap<>();

    PageTrial(
            ConfigurableApplicationContext balise, BenchPostgres postgres, Targets targets, long seed, boolean quick) {
        this.balise = balise;
        this.postgres = postgres;
        this.targets = targets;
        this.seed = seed;
        this.quick = quick;
        jdbc = JdbcClient.create(balise.getBean(DataSource.class));
    }

    void run() throws Exception {
        var visitors = visitors();
        Machine.awaitQuiet();
        for (var page : Page.values()) alone(visitors, page); // warms as well
        together(visitors, quick ? Duration.ofSeconds(30) : Duration.ofMinutes(1));
        times.clear();
        var load = Machine.load();
        var before = Cost.now(jdbc, postgres.process());
        together(visitors, quick ? Duration.ofSeconds(60) : Duration.ofMinutes(4));
        told(Cost.now(jdbc, postgres.process()), before, load);
    }

    private void together(List<PageVisitor> visitors, Duration how) throws Exception {
        long end = System.nanoTime() + how.toNanos();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var visits = new ArrayList<Future<?>>();
            for (var visitor : visitors)
                visits.add(people.submit(() -> {
                    for (Thread.sleep(visitor.thinks(THINKING)); System.nanoTime() < end; ) {
                        visit(visitor);
                        Thread.sleep(visitor.thinks(THINKING));
                    }
                    return null;
                }));
            for (var visit : visits) visit.get();
        }
    }

    private void visit(PageVisitor visitor) throws IOException, InterruptedException {
        var page = visitor.next();
        var fetched = visitor.fetch(page);
        note(page.name(), fetched.ms());
        if (fetched.refused()) note("503 instead of " + page.name(), fetched.ms());
        if (page == Page.KIT) note("previews of the kit", visitor.previews());
    }

    private void note(String what, double ms) {
        times.computeIfAbsent(what, _ -> new ConcurrentLinkedQueue<>()).add(ms);
    }

    private void told(Cost after, Cost before, String load) {
        var pages = new ArrayList<Double>();
        for (var page : Page.values()) pages.addAll(times.getOrDefault(page.name(), new ConcurrentLinkedQueue<>()));
        targets.tell(
                "pages",
                "%d of %d people, p50 %.0f ms, load %s to %s",
                pages.size(),
                PEOPLE,
                percentile(pages, .5),
                load,
                Machine.load());
        targets.tell("a page, all included", "%s", after.each(before, pages.size()));
        times.entrySet().stream()
                .sorted(Comparator.comparing(each -> -percentile(each.getValue(), .95)))
                .forEach(each -> targets.tell(
                        each.getKey(),
                        "p50 %.0f ms, p95 %.0f ms, %d times",
                        percentile(each.getValue(), .5),
                        percentile(each.getValue(), .95),
                        each.getValue().size()));
        targets.reached("page-p95-ms", percentile(pages, .95));
    }

    private static double percentile(Collection<Double> times, double share) {
        return SearchBench.percentile(
                times.stream().mapToDouble(Double::doubleValue).toArray(), share);
    }

    /** What one page costs while nobody else asks. */
    private void alone(List<PageVisitor> all, Page page) throws Exception {
        var visitors = all.stream().filter(visitor -> visitor.has(page)).toList();
        var alone = new ArrayList<Double>();
        var before = Cost.now(jdbc, postgres.process());
        for (int i = 0; i < ALONE; i++)
            alone.add(visitors.get(i % visitors.size()).fetch(page).ms());
        var after = Cost.now(jdbc, postgres.process());
        long statements = postgres.statements(() -> {
            for (int i = 0; i < 10; i++) visitors.get(i % visitors.size()).fetch(page);
        });
        targets.tell(
                page.name() + " alone",
                "p50 %.0f ms; %s, %.1f statements",
                percentile(alone, .5),
                after.each(before, ALONE),
                statements / 10.0);
    }

    private record Holder(long id, String nationalId) {}

    private List<PageVisitor> visitors() throws Exception {
        var searches = new QuestionMix(balise.getBean(DataSource.class), seed)
                .draw(200).stream().map(Question::text).toList();
        var holders = jdbc.sql(
                        "select p.id, p.national_id from directory.person p where p.gone_since is null and p.rpps is not null"
                                + " and exists (select 1 from directory.attachment a where a.person_id = p.id and a.gone_since is null and not a.unlisted)"
                                + " order by hashint8extended(p.id, ?) limit ?")
                .params(seed + 2, PEOPLE)
                .query(Holder.class)
                .list();
        var random = new Random(seed);
        var coming = new ArrayList<Future<PageVisitor>>();
        try (var doors = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < holders.size(); i++) {
                var who = who(holders.get(i), i % HOSTED == 0 ? i : -1, random);
                var own = new Random(random.nextLong());
                coming.add(doors.submit(() -> new PageVisitor(own, origin(), who, searches)));
            }
        }
        var visitors = new ArrayList<PageVisitor>();
        for (var visitor : coming) visitors.add(visitor.get());
        return visitors;
    }

    /** Each of them chose a mailbox, so that there is a kit. */
    private Who who(Holder holder, int hosted, Random random) throws IOException, InterruptedException {
        var person = new NationalPersonId(holder.nationalId);
        var address = jdbc.sql(
                        "select min(d.key) from directory.attachment a join directory.address d on d.id = a.address_id"
                                + " where a.person_id = ? and a.gone_since is null and not a.unlisted")
                .param(holder.id)
                .query(String.class)
                .single();
        jdbc.sql("insert into promotion.preferred (person, prepared, address, decided_at, decided_by, by_name, before)"
                        + " values (?, false, ?, now(), 1, 'Bench', '{}') on conflict do nothing")
                .params(holder.id, address)
                .update();
        if (hosted < 0) return new Who(holder.nationalId, List.of());
        return new Who(holder.nationalId, List.of(BoxId.of(person, opened(holder, hosted, random))));
    }

    /** In the directory, with messages, and its stock taken, as the nightly round leaves it. */
    private MailAddress opened(Holder holder, int number, Random random) throws IOException, InterruptedException {
        var address = MailAddress.parse("page" + number + "@" + DOMAIN);
        var opened = (Opening.Opened) balise.getBean(Openings.class)
                .open(
                        address,
                        MailboxType.PER,
                        new Owner.OfPerson(new NationalPersonId(holder.nationalId)),
                        null,
                        ZoneId.of("Europe/Paris"),
                        By.SYSTEM);
        var account = new AccountId(opened.mailbox().id().value());
        var listed = new Publication.Wanted(
                address,
                MailboxType.PER,
                new Carrier.OfPerson(holder.id),
                Publication.Visibility.PUBLISHED,
                null,
                null,
                null,
                null);
        if (!(balise.getBean(Publication.class).want(listed, "bench") instanceof PublicationOutcome.Stated))
            throw new IllegalStateException(address + " is not listed");
        awaitPlace(account);
        var messages = new InventedMessages(random, DOMAIN);
        try (var open = balise.getBean(MailStore.class).open(account)) {
            messages.put(open, MESSAGES);
        }
        balise.getBean(Stocktaking.class).take(account);
        return address;
    }

    /** The servers are told after the opening. */
    private void awaitPlace(AccountId account) throws InterruptedException {
        var accounts = balise.getBean(MailAccounts.class);
        for (int looks = 0; accounts.find(account).isEmpty(); looks++) {
            if (looks > 3_000) throw new IllegalStateException("a mailbox was not opened within half a minute");
            Thread.sleep(10);
        }
    }

    private String origin() {
        return "http://127.0.0.1:" + balise.getEnvironment().getRequiredProperty("local.server.port");
    }
}
