package fr.balise.bench;

import com.sun.management.OperatingSystemMXBean;
import fr.balise.Balise;
import fr.balise.directory.Loads;
import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.IndexAtRest;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import fr.balise.identity.ApiKeys;
import fr.balise.kernel.MailAddress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The real application in a JVM of its own. It is asked {@code open ARGUMENT…}, {@code load FILE…}, {@code loadWhileSearching SEED FILE…},
 * {@code search SEED}, {@code key}, {@code memory}. Opened again it is another application, with another database, in the same JVM.
 */
final class ServedApplication {
    private static final double MIB = 1024. * 1024;
    private static final long LONGEST_WAIT = 1_800_000_000_000L;

    private final ConfigurableApplicationContext context;
    private final DirectorySearch search;
    private final JdbcClient jdbc;

    private ServedApplication(ConfigurableApplicationContext context) {
        this.context = context;
        search = context.getBean(DirectorySearch.class);
        jdbc = JdbcClient.create(context.getBean(DataSource.class));
    }

    static void main(String... args) throws Exception {
        var open = new AtomicReference<@Nullable ServedApplication>();
        Answering.loop((what, with) -> {
            var now = open.get();
            if (what.equals("open")) {
                if (now != null) now.context.close();
                open.set(new ServedApplication(SpringApplication.run(Balise.class, with.toArray(String[]::new))));
                return Map.of("opened", 1);
            }
            return Objects.requireNonNull(now, "nothing is open").answer(what, with);
        });
        var last = open.get();
        if (last != null) last.context.close();
    }

    private Map<String, ?> answer(String what, List<String> with) throws Exception {
        return switch (what) {
            case "load" -> load(with);
            case "loadWhileSearching" -> loadWhileSearching(bench(with), with.subList(2, with.size()));
            case "search" -> bench(with).measure().asMap();
            case "key" -> Map.of("key", context.getBean(ApiKeys.class).issue("bench", Set.of(), false));
            case "memory" -> memory();
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** @param with seed and number of questions, first */
    private SearchBench bench(List<String> with) {
        return new SearchBench(
                context.getBean(DataSource.class),
                search,
                Long.parseLong(with.getFirst()),
                Integer.parseInt(with.get(1)));
    }

    /**
     * {@code switched}: seconds until readers of the tables see the load; {@code seconds}: until SQL and search answer the last row. What
     * is tidied up behind that is waited for, so that it does not slow what is measured next.
     */
    private Map<String, ?> load(List<String> files) throws Exception {
        try (var heap = new HeapWatch()) {
            return load(files.stream().map(Path::of).toList(), heap);
        }
    }

    private Map<String, ?> load(List<Path> paths, HeapWatch heap) throws Exception {
        var last = lastAddress(paths.getFirst());
        long busy = processor();
        long started = System.nanoTime();
        var report = context.getBean(Loads.class).load(paths, "bench", _ -> {});
        double switched = since(started);
        if (!report.applied()) throw new IllegalStateException("not applied: " + report.reason());
        double all = untilAnswered(last, started);
        long busyUntil = processor();
        IndexAtRest.await(context);
        jdbc.sql("checkpoint").update();
        long bad = report.files().stream()
                .mapToLong(f -> f.rejected() + f.warnings())
                .sum();
        long changed = report.files().stream()
                .mapToLong(f -> f.added() + f.changed() + f.removed())
                .sum();
        return Map.of(
                "seconds", all,
                "switched", switched,
                "busy", (busyUntil - busy) / 1e9,
                "bad", bad,
                "changed", changed,
                "heap", Map.of("peak", heap.mostMib(), "live", afterCollections()));
    }

    private Map<String, ?> loadWhileSearching(SearchBench bench, List<String> files) throws Exception {
        bench.measure();
        Callable<?> loading = () -> load(files);
        return Map.of("p99", bench.p99During(loading));
    }

    private double untilAnswered(String address, long started) throws InterruptedException {
        var there = jdbc.sql("select count(*) from directory.address where key = ? and gone_since is null")
                .param(address);
        while (there.query(Integer.class).single() == 0 || !found(address)) {
            if (System.nanoTime() - started > LONGEST_WAIT)
                throw new IllegalStateException("the last row is not found");
            Thread.sleep(5);
        }
        return since(started);
    }

    private boolean found(String address) {
        return search.search(SearchRequest.of(address)) instanceof SearchAnswer.Found found
                && found.hits().stream()
                        .flatMap(h -> h.mailboxes().stream())
                        .anyMatch(b -> b.address().equals(address));
    }

    /** Processor time of this JVM so far, in nanoseconds. */
    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double since(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    /** The address of the last row of a mailbox file, which has to be the first of the files: the clock stops when it is found. */
    private static String lastAddress(Path file) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            var end = new byte[(int) Math.min(4096, in.length())];
            in.seek(in.length() - end.length);
            in.readFully(end);
            var lines = new String(end, StandardCharsets.UTF_8).strip().split("\n");
            var cells = lines[lines.length - 1].split("\\|");
            if (cells.length < 2 || MailAddress.read(cells[1]).isEmpty())
                throw new IllegalArgumentException(
                        file.getFileName() + " is no file of mailboxes: name Extraction_Correspondance_MSSante first");
            return cells[1];
        }
    }

    /** What the last collections left, in MiB. */
    private static double afterCollections() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getType() == MemoryType.HEAP && p.getCollectionUsage() != null)
                        .mapToLong(p -> p.getCollectionUsage().getUsed())
                        .sum()
                / MIB;
    }

    private static Map<String, ?> memory() throws Exception {
        System.gc();
        Thread.sleep(2000);
        return Map.of("resident", Machine.residentMib());
    }
}
