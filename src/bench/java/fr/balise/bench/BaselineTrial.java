package fr.balise.bench;

import fr.balise.directory.search.Hit;
import fr.balise.kernel.MailboxType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The baseline in a JVM of its own: {@code open DATABASE-FILE}, {@code load FILE}, {@code search JDBC-URL SEED}. */
final class BaselineTrial {
    private static final int LIMIT = 20;

    private BaselineTrial() {}

    static void main(String... args) throws Exception {
        var open = new AtomicReference<@Nullable SqliteDirectory>();
        Answering.loop((what, with) -> {
            var now = open.get();
            if (what.equals("open")) {
                if (now != null) now.close();
                open.set(new SqliteDirectory(Path.of(with.getFirst())));
                return Map.of("opened", 1);
            }
            return answer(Objects.requireNonNull(now, "nothing is open"), what, with);
        });
    }

    private static Map<String, ?> answer(SqliteDirectory baseline, String what, List<String> with) throws Exception {
        return switch (what) {
            case "load" -> Map.of("seconds", baseline.load(Path.of(with.getFirst())));
            case "search" -> search(baseline, with.get(0), Long.parseLong(with.get(1)), Integer.parseInt(with.get(2)));
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** The same questions as Balise is asked, drawn from Balise's own database. */
    private static Map<String, ?> search(SqliteDirectory baseline, String database, long seed, int count) {
        var questions = new DriverManagerDataSource(database, "postgres", "");
        return new SearchBench(questions, text -> hits(baseline, text), seed, count)
                .measure()
                .asMap();
    }

    private static List<Hit> hits(SqliteDirectory baseline, String text) throws Exception {
        return baseline.search(text, LIMIT).stream().map(BaselineTrial::hit).toList();
    }

    private static Hit hit(SqliteDirectory.Row row) {
        var city = row.routing().replaceFirst("^\\d{5} ", "");
        var place = new Hit.Place(0, row.structure(), null, null, null, city, null);
        var person = row.family().isEmpty() ? null : new Hit.Who(0, row.rpps(), null, row.family(), row.given());
        var box = new Hit.Box(row.address(), MailboxType.PER, null, null, Hit.On.PERSON);
        return new Hit(person, new Hit.Where(null, row.work(), List.of(), place), 0, List.of(box), 0);
    }
}
