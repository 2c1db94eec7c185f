package fr.balise.promotion.book;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.search.Rows;
import fr.balise.identity.Actor;
import fr.balise.identity.ApiKeys;
import fr.balise.promotion.Question;
import fr.balise.promotion.Resolver;
import fr.balise.promotion.book.Books.Uploaded;
import fr.balise.testing.FreshDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Address books on real PostgreSQL, through the door of programs and the one of people. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"balise.promotion.book.most=3000", "balise.promotion.book.largest=300KB"})
@ContextConfiguration(initializers = FreshDatabase.class)
class BooksModuleTests {
    private static final Actor SECRETARY = new Actor(71, "Nadia", null, Set.of());
    private static final Actor OTHER = new Actor(72, "Loïc", null, Set.of());

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Books books;

    @Autowired
    Checking checking;

    @Autowired
    Resolver resolver;

    @Autowired
    ApiKeys keys;

    private final HttpClient http = HttpClient.newHttpClient();
    private String key;

    @BeforeEach
    void invent() {
        jdbc.sql("truncate promotion.book, promotion.preferred, promotion.leads_on cascade")
                .update();
        var rows = new Rows(jdbc);
        rows.empty();
        long vannes = rows.structure("990000010", "CABINET DES LICES", "56000", "VANNES");
        long lorient = rows.structure("990000028", "CH DU GOLFE", "56100", "LORIENT");
        long camille = rows.person("99700000013", "LEFÈVRE", "Camille");
        long second = rows.person("99700000021", "LEFEVRE", "Camille");
        long anne = rows.person("99700000054", "LE GALL", "Anne-Marie");
        long at = rows.situation(camille, vannes, "10", "SM54");
        long other = rows.situation(second, lorient, "10", "SM04");
        rows.box("camille@a.mssante.fr", "PER", camille, vannes, at);
        rows.box("camille.bis@a.mssante.fr", "PER", camille, vannes, at);
        rows.box("camille2@b.mssante.fr", "PER", second, lorient, other);
        rows.box("anne@a.mssante.fr", "PER", anne, null, null);
        long old = rows.box("anne.old@b.mssante.fr", "PER", anne, null, null);
        long hidden = rows.box("hidden@a.mssante.fr", "PER", camille, null, null);
        rows.box("stranger@gmail.example", "PER", camille, null, null);
        rows.run("update directory.attachment set gone_since = '2026-11-10' where id = ?", old);
        rows.run("update directory.attachment set unlisted = true where id = ?", hidden);
        rows.run("insert into promotion.leads_on values (?, now(), 1)", anne);
        rows.run(
                "insert into promotion.preferred (person, situation, prepared, address, decided_at, decided_by, by_name, before)"
                        + " values (?, ?, false, 'camille@a.mssante.fr', now(), 1, 'Camille', '{}')",
                camille,
                at);
        rows.load("2026-11-12");
        key = keys.issue("book", Set.of(), false);
    }

    private static final String BOOK = """
            nom;prénom;email;rpps
            LEFÈVRE;Camille;camille@a.mssante.fr;
            LEFÈVRE;Camille;camille.bis@a.mssante.fr;
            LE GALL;Anne-Marie;anne.old@b.mssante.fr;
            Lefèvre;Camille;ancienne@c.mssante.fr;
            ;;hidden@a.mssante.fr;
            ;;never@a.mssante.fr;
            ;;stranger@gmail.example;
            LE GALL;Anne-Marie;;99700000054
            ;;camille@a.mssante.fr;99700000021
            Dupont;Jean;anne@a.mssante.fr;
            """;

    @Test
    void aProgramSendsItsBookAndGetsALineForEachEntryThatIsNotUpToDate() throws Exception {
        var lines = sent(BOOK, "", 200);
        assertThat(lines.stream()
                        .limit(lines.size() - 1)
                        .map(line -> line.path("line").asInt() + " "
                                + line.path("verdict").asString() + " "
                                + line.path("reason").asString() + " "
                                + line.path("use").asString("-") + " "
                                + addresses(line))
                        .toList())
                .containsExactly(
                        "3 not-preferred chosen camille@a.mssante.fr []",
                        "4 obsolete replaced anne@a.mssante.fr []",
                        "5 ambiguous by-name - [camille@a.mssante.fr, camille.bis@a.mssante.fr, camille2@b.mssante.fr]",
                        "6 unknown unknown-address - []",
                        "7 unknown unknown-address - []",
                        "8 unknown unknown-address - []",
                        "9 missing by-number anne@a.mssante.fr []",
                        "10 ambiguous other-person - [camille.bis@a.mssante.fr, camille2@b.mssante.fr]",
                        "11 doubtful other-name - []");
        var summary = lines.getLast();
        assertThat(summary.path("entries").asInt()).isEqualTo(10);
        assertThat(summary.at("/verdicts/up-to-date").asInt()).isEqualTo(1);
        assertThat(summary.at("/verdicts/unknown").asInt()).isEqualTo(3);
        assertThat(summary.path("directory").asString()).isEqualTo("2026-11-12");
        assertThat(sent(BOOK, "?all=true", 200)).hasSize(11);
        assertThat(jdbc.sql("select count(*) from promotion.book")
                        .query(Long.class)
                        .single())
                .as("nothing is kept of it")
                .isZero();
    }

    private static List<String> addresses(JsonNode line) {
        return line.path("choices")
                .valueStream()
                .map(one -> one.path("address").asString())
                .toList();
    }

    @Test
    void whatTellsHomonymsApartComesAlong() throws Exception {
        var choice = sent("nom;prénom;email\nLefevre;Camille;x@c.mssante.fr\n", "", 200)
                .getFirst()
                .path("choices")
                .get(2);
        assertThat(choice.path("rppsEnd").asString()).isEqualTo("0021");
        assertThat(choice.path("trade").asString()).isEqualTo("Médecin, Cardiologie et maladies vasculaires");
        assertThat(choice.path("city").asString()).isEqualTo("LORIENT");
    }

    @Test
    void whatCannotBeReadIsToldWithItsLine() throws Exception {
        assertThat(problem("nom;email\nA;a@a.mssante.fr\n\"B;b\n").path("line").asInt())
                .isEqualTo(2);
        assertThat(problem("nom;prénom\nA;B\n").path("code").asString()).isEqualTo("no-address-column");
        assertThat(sent("email\n" + "a@a.mssante.fr\n".repeat(3001), "", 413)
                        .getFirst()
                        .path("code")
                        .asString())
                .isEqualTo("too-many-entries");
        assertThat(sent("email\n" + "a@a.mssante.fr\n".repeat(30_000), "", 413)
                        .getFirst()
                        .path("code")
                        .asString())
                .isEqualTo("too-large");
        assertThat(sent("", "", 422).getFirst().path("code").asString()).isEqualTo("empty");
    }

    private JsonNode problem(String book) throws Exception {
        return sent(book, "", 422).getFirst();
    }

    @Test
    void withoutAKeyNothingIsAnswered() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/address-book"))
                .POST(HttpRequest.BodyPublishers.ofString(BOOK))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    /** The same answers, whether questions are asked one by one or together. */
    @Test
    void manyQuestionsAreAnsweredAsEachAlone() {
        var random = new Random(20261127);
        var addresses = jdbc.sql("select display from directory.address")
                .query(String.class)
                .list();
        var questions = new ArrayList<Question>();
        for (int i = 0; i < 200; i++) {
            var address = random.nextInt(4) == 0 ? "" : addresses.get(random.nextInt(addresses.size()));
            var person = address.isEmpty()
                    ? List.of("99700000013", "99700000021", "99700000054").get(random.nextInt(3))
                    : "";
            var structure = random.nextBoolean() ? "" : "990000010";
            if (Question.read(person, address, structure, "") instanceof Question.Read.Asked(var question))
                questions.add(question);
        }
        assertThat(questions).hasSize(200);
        assertThat(resolver.resolve(questions))
                .isEqualTo(questions.stream().map(resolver::resolve).toList());
    }

    @Test
    void aBookIsCheckedWorkedThroughDownloadedAndErased() throws Exception {
        var book = upload(SECRETARY);
        var view = books.view(book);
        assertThat(view.count(Verdict.UP_TO_DATE)).isEqualTo(1);
        assertThat(view.openOnes()).isEqualTo(9);
        assertThat(view.ready()).isEqualTo(3);
        assertThat(books.takeAll(book)).isEqualTo(3);
        assertThat(books.takeAll(book)).isZero();
        assertThat(books.choose(book, 3, 2)).isTrue();
        assertThat(books.choose(book, 4, Item.KEEP)).isTrue();
        assertThat(books.choose(book, 4, 0)).as("nothing is offered there").isFalse();
        assertThat(books.choose(book, 0, Item.KEEP))
                .as("up to date: nothing to choose")
                .isFalse();
        assertThat(new String(books.corrected(book).orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo("""
                nom;prénom;email;rpps
                LEFÈVRE;Camille;camille@a.mssante.fr;
                LEFÈVRE;Camille;camille@a.mssante.fr;
                LE GALL;Anne-Marie;anne@a.mssante.fr;
                Lefèvre;Camille;camille2@b.mssante.fr;
                ;;hidden@a.mssante.fr;
                ;;never@a.mssante.fr;
                ;;stranger@gmail.example;
                LE GALL;Anne-Marie;anne@a.mssante.fr;99700000054
                ;;camille@a.mssante.fr;99700000021
                Dupont;Jean;anne@a.mssante.fr;
                """);
        books.erase(book);
        assertThat(books.of(SECRETARY)).isEmpty();
        assertThat(rows("promotion.book_item")).isZero();
    }

    @Test
    void aBookExistsForItsOwnerAloneAndTheDatabaseShowsNothingOfIt() throws Exception {
        var book = upload(SECRETARY);
        assertThat(books.find(OTHER, book.id())).isEmpty();
        assertThat(books.of(OTHER)).isEmpty();
        var bytes = jdbc.sql(
                        "select string_agg(encode(content, 'escape'), '') || (select encode(file, 'escape') from promotion.book)"
                                + " from promotion.book_item")
                .query(String.class)
                .single();
        assertThat(bytes).doesNotContain("mssante", "LEFÈVRE", "Camille");
    }

    @Test
    void aBookIsErasedWhenItsTimeIsOver() throws Exception {
        var book = upload(SECRETARY);
        assertThat(Duration.between(book.uploadedAt(), book.keptUntil())).isEqualTo(Duration.ofHours(48));
        books.sweep();
        assertThat(books.of(SECRETARY)).hasSize(1);
        jdbc.sql("update promotion.book set kept_until = now() - interval '1 second'")
                .update();
        books.sweep();
        assertThat(books.of(SECRETARY)).isEmpty();
    }

    @Test
    void onlySoManyBooksOfOnePersonAreKept() throws Exception {
        for (int i = 0; i < 5; i++) upload(SECRETARY);
        assertThat(books.upload(SECRETARY, BOOK.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Uploaded.TooMany());
    }

    private Book upload(Actor actor) throws InterruptedException {
        var taken = (Uploaded.Taken) books.upload(actor, BOOK.getBytes(StandardCharsets.UTF_8));
        var book = books.find(actor, taken.book()).orElseThrow();
        for (var end = Instant.now().plusSeconds(30); Instant.now().isBefore(end); Thread.sleep(20))
            if (books.view(book).checked()) return book;
        throw new AssertionError("not checked within thirty seconds");
    }

    private long rows(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private List<JsonNode> sent(String book, String query, int status) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/address-book" + query))
                .header(ApiKeys.HEADER, key)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(book))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().lines().map(JsonMapper.shared()::readTree).toList();
    }
}
