package fr.balise.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** FHIR searches over HTTP, one client, one connection; milliseconds. */
final class FhirTrial {
    private static final int WARM_FOR_EACH = 2;

    record Figures(double p50, double p99) {}

    private record Known(String rpps, String family) {}

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String key;
    private final List<Known> known;
    private final SplittableRandom random;
    private final int calls;

    /** @param key API key, empty where none is asked */
    FhirTrial(String base, String key, String database, long seed, int calls) {
        this.base = base;
        this.key = key;
        this.calls = calls;
        random = new SplittableRandom(seed);
        known = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""))
                .sql(
                        "select rpps, family from directory.person where rpps is not null and gone_since is null order by hashint8extended(id, ?) limit 2000")
                .param(seed)
                .query(Known.class)
                .list();
    }

    Figures identifier() throws IOException, InterruptedException {
        return measured(one -> "identifier=" + encoded("https://rpps.esante.gouv.fr|" + one.rpps));
    }

    /** A beginning of three to five letters, as a person looking someone up would send. */
    Figures name() throws IOException, InterruptedException {
        return measured(one ->
                "family=" + encoded(one.family.substring(0, Math.min(one.family.length(), 3 + random.nextInt(3)))));
    }

    private interface Query {
        String of(Known one);
    }

    private Figures measured(Query query) throws IOException, InterruptedException {
        for (int i = 0; i < calls * WARM_FOR_EACH; i++) ask(query);
        var times = new double[calls];
        for (int i = 0; i < times.length; i++) times[i] = ask(query);
        return new Figures(SearchBench.percentile(times, .5), SearchBench.percentile(times, .99));
    }

    private double ask(Query query) throws IOException, InterruptedException {
        var one = known.get(random.nextInt(known.size()));
        var request = HttpRequest.newBuilder(URI.create(base + "/Practitioner?" + query.of(one)))
                .header("Accept", "application/fhir+json");
        if (!key.isEmpty()) request.header("ESANTE-API-KEY", key);
        long started = System.nanoTime();
        var answer = client.send(request.build(), BodyHandlers.ofString());
        double ms = (System.nanoTime() - started) / 1e6;
        if (answer.statusCode() != 200) throw new IOException("FHIR answered " + answer.statusCode());
        if (!answer.body().contains("\"Practitioner\"")) throw new IOException("FHIR found nobody");
        return ms;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
