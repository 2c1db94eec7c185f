package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What no honest client sends: each is answered with an OperationOutcome, changes nothing, and the server goes on. */
@NullUnmarked
class HostileFhirModuleTests extends Served {
    @Autowired
    JdbcClient jdbc;

    static Stream<Arguments> paths() {
        var commas = IntStream.range(0, 500).mapToObj(Integer::toString).collect(Collectors.joining(","));
        var many = IntStream.range(0, 300).mapToObj(i -> "family=a" + i).collect(Collectors.joining("&"));
        return Stream.of(
                arguments("a NUL", "/Practitioner?family=a%00b", 400),
                arguments("control characters", "/Practitioner?family=a%0D%0ASet-Cookie:x", 400),
                arguments("too long a value", "/Practitioner?family=" + "x".repeat(3000), 400),
                arguments("too many values of one parameter", "/Practitioner?identifier=" + commas, 400),
                arguments("too many parameters", "/Practitioner?" + many, 400),
                arguments("an unknown parameter", "/Practitioner?password=x", 400),
                arguments("an unknown modifier", "/Practitioner?family:sql=x", 400),
                arguments("a chain without end", "/PractitionerRole?practitioner.organization.partof.name=x", 400),
                arguments("an unknown resource", "/Patient?name=x", 404),
                arguments("an operation", "/Practitioner/1/$everything", 400),
                arguments("a history", "/Practitioner/1/_history", 400),
                arguments("a version", "/Practitioner/1/_history/1", 400),
                arguments("an id that is a path", "/Practitioner/..%2f..%2fetc", -1),
                arguments("an id out of range", "/Practitioner/99999999999999999999999", 404),
                arguments("a negative id", "/Practitioner/-1", 404),
                arguments("an id with SQL", "/Practitioner/1'%20or%20'1'='1", -1),
                arguments("a count out of range", "/Practitioner?family=x&_count=99999999999999", 400),
                arguments("a date out of range", "/Practitioner?_lastUpdated=ge-999999999-01-01", 400),
                arguments("an unknown page", "/?_getpages=00000000-0000-0000-0000-000000000000", 410),
                arguments("a made-up page", "/?_getpages=x&_pageId=AAAA", 410),
                arguments("an unknown format", "/Practitioner?family=leclerc&_format=exe", -1),
                arguments("the root", "/", 400),
                arguments("a whole-system search", "/?_type=Practitioner", 400),
                arguments("a compartment", "/Practitioner/1/PractitionerRole", 400),
                arguments("a named query", "/Practitioner?_query=all", 400),
                arguments("a filter", "/Practitioner?_filter=name%20eq%20x", 400),
                arguments("reverse chaining", "/Practitioner?_has:PractitionerRole:practitioner:role=10", 400),
                arguments("broken UTF-8", "/Practitioner?family=%C3%28%FF&foo=1", 400),
                arguments("nesting in an include", "/Practitioner?family=x&_include=*", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void isRefused(String what, String path, int status) throws Exception {
        var before = fingerprint();
        if (status > 0) call.refused(path, status);
        else {
            var reply = call.send(call.request(path).build());
            assertThat(reply.statusCode()).isBetween(200, 499);
            assertThat(reply.body()).doesNotContain("Exception", "java.", "select ");
        }
        serves(before);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"PUT", "DELETE"})
    void aMethodThatWritesIsNotAllowed(String method) throws Exception {
        var before = fingerprint();
        call.refused(
                call.request("/Practitioner/" + fixture.camille)
                        .method(method, BodyPublishers.ofString("{}"))
                        .build(),
                405);
        serves(before);
    }

    @Test
    void aResourceOrBatchThatIsPostedIsNotAllowed() throws Exception {
        var before = fingerprint();
        for (var path : new String[] {"/", "/Practitioner", "/Practitioner/" + fixture.camille})
            call.refused(
                    call.request(path)
                            .header("Content-Type", "application/fhir+json")
                            .POST(BodyPublishers.ofString("{\"resourceType\":\"Bundle\",\"type\":\"batch\"}"))
                            .build(),
                    405);
        serves(before);
    }

    @Test
    void aSearchInAnotherFormIsUnsupported() throws Exception {
        var before = fingerprint();
        for (var type : new String[] {"application/fhir+json", "text/xml", "multipart/form-data; boundary=x", "\u00e9"})
            call.refused(search("{}").setHeader("Content-Type", type).build(), 415);
        serves(before);
    }

    @Test
    void formsOfAnySizeAndContentAreAnswered() throws Exception {
        var before = fingerprint();
        long seed = System.nanoTime();
        System.out.println("seed of the forms: " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            var form = new byte[random.nextInt(400)];
            random.nextBytes(form);
            var reply = call.send(call.request("/Practitioner/_search")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofByteArray(form))
                    .build());
            assertThat(reply.statusCode()).as(HexFormat.of().formatHex(form)).isEqualTo(400);
            Calling.valid(reply.body());
        }
        call.refused(
                search("z\u007f").build(),
                400); // a name with a control character, which the firewall refuses by itself
        call.refused(search("family=" + "x".repeat(1_000_000)).build(), 400);
        serves(before);
    }

    @Test
    void anyTextIsASafeValue() throws Exception {
        var before = fingerprint();
        long seed = System.nanoTime();
        System.out.println("seed of the values: " + seed);
        var random = new Random(seed);
        var parts = new String[] {
            "'", "\"", "\\", "%", "_", "$1", "?", ":x", "--", "/*", "|", ",", "é", "😀", "a", " ", "(", ")", "null",
            "{}", "\u202e"
        };
        for (var parameter : Parameters.of(Kind.PRACTITIONER))
            for (int i = 0; i < 12; i++) {
                var value = IntStream.range(0, 1 + random.nextInt(6))
                        .mapToObj(_ -> parts[random.nextInt(parts.length)])
                        .collect(Collectors.joining());
                var reply = call.send(call.request("/Practitioner?" + parameter.name() + "=" + Calling.enc(value))
                        .build());
                assertThat(reply.statusCode())
                        .as(parameter.name() + "=" + value + " " + reply.body())
                        .isIn(200, 400);
                Calling.valid(reply.body());
            }
        serves(before);
    }

    @Test
    void aConnectionThatBreaksOffHarmsNobody() throws Exception {
        var before = fingerprint();
        for (var begun : new String[] {
            "GET /fhir/Practitioner?family=x HTTP/1.1\r\nHost: a\r\n",
            "POST /fhir/Practitioner/_search HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nfam",
            "\u0000\u0001"
        })
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
            }
        serves(before);
    }

    private HttpRequest.Builder search(String form) {
        return call.request("/Practitioner/_search")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private void serves(String before) throws Exception {
        assertThat(call.bundle("/Practitioner?identifier=99700000013").getEntry())
                .hasSize(1);
        assertThat(fingerprint()).isEqualTo(before);
    }

    private String fingerprint() throws IOException {
        return jdbc.sql("""
                select md5(string_agg(x, '' order by x)) from (
                  select p::text from directory.person p union all select s::text from directory.situation s
                  union all select t::text from directory.structure t union all select a::text from directory.attachment a
                  union all select d::text from directory.address d) rows(x)""").query(String.class).single();
    }
}
