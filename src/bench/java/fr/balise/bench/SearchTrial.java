package fr.balise.bench;

import fr.balise.directory.search.OpenedSearch;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Search alone, on a database that is already filled: {@code SearchTrial JDBC-URL USER PASSWORD INDEX-FOLDER [seed]}. */
final class SearchTrial {
    private SearchTrial() {}

    static void main(String... args) {
        var database = new DriverManagerDataSource(args[0], args[1], args[2]);
        long seed = args.length > 4 ? Long.parseLong(args[4]) : new SecureRandom().nextLong();
        try (var opened = new OpenedSearch(database, Path.of(args[3]))) {
            long started = System.nanoTime();
            opened.bringInLine();
            IO.println(String.format(
                    Locale.ROOT, "in line after %.1f s; seed %d", (System.nanoTime() - started) / 1e9, seed));
            var bench = new SearchBench(database, opened.search(), seed, SearchBench.QUESTIONS);
            IO.println(bench.measure());
            IO.println(bench.measure());
            for (var kind : Question.Kind.values())
                bench.missed(kind).stream().limit(8).forEach(m -> IO.println(kind + " " + m));
        }
    }
}
