package fr.balise.bench;

import fr.balise.bench.Question.Kind;
import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.Hit;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Measures the search in process, one thread: how fast, and how often the person meant is among the first five. */
public final class SearchBench {
    static final int QUESTIONS = 2000;
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    /** Milliseconds, and shares from 0 to 1; {@code busy} is time on the processor, which other programs do not lengthen. */
    public record Figures(
            double p50,
            double p99,
            double busy50,
            double busy99,
            double typoHitRate,
            double accentHitRate,
            Map<String, String> byKind) {
        Map<String, ?> asMap() {
            return Map.of(
                    "p50",
                    p50,
                    "p99",
                    p99,
                    "busy50",
                    busy50,
                    "busy99",
                    busy99,
                    "typo",
                    typoHitRate,
                    "accent",
                    accentHitRate,
                    "byKind",
                    byKind);
        }
    }

    /** Something that answers what a person types, best first. */
    interface Asked {
        List<Hit> ask(String text) throws Exception;
    }

    private final Asked asked;
    private final List<Question> questions;

    /** @param seed of the questions; the caller draws and prints it */
    public SearchBench(DataSource database, DirectorySearch search, long seed, int questions) {
        this(database, text -> found(search, text), seed, questions);
    }

    SearchBench(DataSource database, Asked asked, long seed, int questions) {
        this.asked = asked;
        this.questions = new QuestionMix(database, seed).draw(questions);
    }

    /** Warms up with the whole mix twice, then measures it once. */
    public Figures measure() {
        for (int i = 0; i < 2; i++) for (var question : questions) ask(question.text());
        var times = new double[questions.size()];
        var busy = new double[questions.size()];
        var byKind = new TreeMap<Kind, List<double[]>>();
        for (int i = 0; i < times.length; i++) {
            var question = questions.get(i);
            long started = System.nanoTime();
            long busySince = PROCESSOR.getCurrentThreadCpuTime();
            var hits = ask(question.text());
            busy[i] = (PROCESSOR.getCurrentThreadCpuTime() - busySince) / 1e6;
            times[i] = (System.nanoTime() - started) / 1e6;
            byKind.computeIfAbsent(question.kind(), _ -> new ArrayList<>())
                    .add(new double[] {times[i], question.answeredBy(hits) ? 1 : 0});
        }
        return new Figures(
                percentile(times, .5),
                percentile(times, .99),
                percentile(busy, .5),
                percentile(busy, .99),
                rate(byKind, Kind.TYPO),
                rate(byKind, Kind.ACCENT),
                table(byKind));
    }

    /** 99th percentile in milliseconds of searches made without a pause while {@code work} runs. */
    public double p99During(Callable<?> work) throws Exception {
        var done = new AtomicBoolean();
        var times = new ArrayList<Double>();
        var asking = Thread.ofPlatform().start(() -> {
            for (int i = 0; !done.get(); i = (i + 1) % questions.size()) {
                long started = System.nanoTime();
                ask(questions.get(i).text());
                times.add((System.nanoTime() - started) / 1e6);
            }
        });
        try {
            work.call();
        } finally {
            done.set(true);
            asking.join();
        }
        return percentile(times.stream().mapToDouble(t -> t).toArray(), .99);
    }

    /** Questions of a kind whose answer was not among the first five, for looking at. */
    List<String> missed(Kind kind) {
        return questions.stream()
                .filter(q -> q.kind() == kind && !q.answeredBy(ask(q.text())))
                .map(q -> q.text() + " -> " + q.meant() + " got "
                        + ask(q.text()).stream()
                                .limit(3)
                                .map(SearchBench::shown)
                                .toList())
                .toList();
    }

    private static String shown(Hit hit) {
        return (hit.person() == null ? "" : hit.person().fullName()) + " "
                + (hit.situation() == null || hit.situation().structure() == null
                        ? ""
                        : hit.situation().structure().name() + " "
                                + hit.situation().structure().city());
    }

    private List<Hit> ask(String text) {
        try {
            return asked.ask(text);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Hit> found(DirectorySearch search, String text) {
        return switch (search.search(SearchRequest.of(text))) {
            case SearchAnswer.Found found -> found.hits();
            case SearchAnswer.BeingPrepared _ -> throw new IllegalStateException("no index while measuring");
        };
    }

    private static double rate(Map<Kind, List<double[]>> byKind, Kind kind) {
        return byKind.getOrDefault(kind, List.of()).stream()
                .mapToDouble(x -> x[1])
                .average()
                .orElse(0);
    }

    private static Map<String, String> table(Map<Kind, List<double[]>> byKind) {
        var table = new TreeMap<String, String>();
        byKind.forEach((kind, all) -> {
            var times = all.stream().mapToDouble(x -> x[0]).toArray();
            table.put(
                    kind.name().toLowerCase(Locale.ROOT),
                    String.format(
                            Locale.ROOT,
                            "n=%d hit@5=%.3f p50=%.2f p99=%.2f ms",
                            all.size(),
                            rate(byKind, kind),
                            percentile(times, .5),
                            percentile(times, .99)));
        });
        return table;
    }

    static double percentile(double[] values, double share) {
        if (values.length == 0) return 0;
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
