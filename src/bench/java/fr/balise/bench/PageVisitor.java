package fr.balise.bench;

import fr.balise.mailbox.BoxId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** One person in a browser: logged in, on a connection that stays, fetching one page after the other. */
final class PageVisitor {
    /** What a holder looks at, and how often in a hundred pages; the space by those alone whose mailbox is held here. */
    enum Page {
        WELCOME(20),
        ALL_MAILBOXES(20),
        ONE_MAILBOX(15),
        CHOICE(10),
        SEARCH(15),
        KIT(10),
        SPACE(10);

        private final int weight;

        Page(int weight) {
            this.weight = weight;
        }
    }

    private static final Pattern BOX = Pattern.compile("/mes-boites/([0-9a-f]{20})\"");

    /** @param hosted mailboxes of the person that are held here */
    record Who(String nationalId, List<BoxId> hosted) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random;
    private final String origin;
    private final Who who;
    private final List<String> searches;
    private final String cookie;
    private final List<String> boxes;
    private final String kit;

    /** @param searches texts that are typed into the search of the directory */
    PageVisitor(Random random, String origin, Who who, List<String> searches) throws IOException, InterruptedException {
        this.random = random;
        this.origin = origin;
        this.who = who;
        this.searches = searches;
        cookie = loggedIn();
        boxes = BOX.matcher(get("/mes-boites").body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        if (boxes.isEmpty()) throw new IOException("no mailbox of " + who);
        kit = get("/faire-connaitre")
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("no kit of " + who));
    }

    private String loggedIn() throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/demo/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("nationalId=" + who.nationalId))
                        .build(),
                BodyHandlers.ofString());
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("BALISE="))
                .map(one -> one.split(";", 2)[0])
                .findFirst()
                .orElseThrow(() -> new IOException("login answered " + answer.statusCode()));
    }

    boolean has(Page page) {
        return page != Page.SPACE || !who.hosted.isEmpty();
    }

    Page next() {
        var pages = Arrays.stream(Page.values()).filter(this::has).toList();
        int drawn = random.nextInt(pages.stream().mapToInt(page -> page.weight).sum());
        for (var page : pages) {
            drawn -= page.weight;
            if (drawn < 0) return page;
        }
        throw new IllegalStateException("the weights do not add up");
    }

    /** How long somebody looks at a page: often shortly, sometimes long; exponentially distributed. */
    Duration thinks(Duration mean) {
        return Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * mean.toNanos()));
    }

    /** @param refused whether the portal said to come back later, as it does when no connection to the database is free for long */
    record Fetched(double ms, boolean refused) {}

    /** Fetches it whole. */
    Fetched fetch(Page page) throws IOException, InterruptedException {
        var path = path(page);
        long started = System.nanoTime();
        var answer = get(path);
        double ms = (System.nanoTime() - started) / 1e6;
        if (answer.statusCode() == 503) return new Fetched(ms, true);
        if (answer.statusCode() != 200 || !answer.body().contains("</html>"))
            throw new IOException(path + " answered " + answer.statusCode());
        return new Fetched(ms, false);
    }

    /** What a browser draws of the kit without scrolling: the code, and the letterhead as a picture. */
    double previews() throws IOException, InterruptedException {
        long started = System.nanoTime();
        get(kit + "/apercus/qr.png");
        get(kit + "/apercus/entete.pdf");
        return (System.nanoTime() - started) / 1e6;
    }

    private String path(Page page) {
        return switch (page) {
            case WELCOME -> "/";
            case ALL_MAILBOXES -> "/mes-boites";
            case ONE_MAILBOX -> "/mes-boites/" + any(boxes);
            case CHOICE -> "/privilegiees";
            case SEARCH -> "/annuaire?q=" + URLEncoder.encode(any(searches), StandardCharsets.UTF_8);
            case KIT -> kit;
            case SPACE -> "/mes-boites/" + any(who.hosted) + "/espace";
        };
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(origin + path))
                        .timeout(Duration.ofMinutes(1))
                        .header("Cookie", cookie)
                        .header("Accept-Language", "fr")
                        .build(),
                BodyHandlers.ofString());
    }
}
