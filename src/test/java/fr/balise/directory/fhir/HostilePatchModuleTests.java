package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bodies of patches that no honest client sends, from one that holds the strongest key: refused, nothing changed, the server goes on. */
@NullUnmarked
@ServedTest
class HostilePatchModuleTests {
    private static final int OF_EACH = 42;
    private static final String HERS = "camille.leclerc@a.mssante.fr";
    private static final String GOOD = Patch.of(Patch.rank("Practitioner", HERS, 1));

    @LocalServerPort
    int port;

    @Autowired
    FhirFixture fixture;

    @Autowired
    JdbcClient jdbc;

    Calling call;

    @BeforeEach
    void invent() {
        fixture.invent();
        call = new Calling(port);
    }

    /** By name: what makes one body of the class. */
    private static Map<String, Function<Random, byte[]>> classes() {
        var classes = new LinkedHashMap<String, Function<Random, byte[]>>();
        classes.put("any octets", HostilePatchModuleTests::octets);
        classes.put("nothing or blanks", r -> text(" \n\t".repeat(r.nextInt(9))));
        classes.put("cut off", r -> text(GOOD.substring(0, r.nextInt(GOOD.length()))));
        classes.put("an octet that is no UTF-8", r -> {
            var body = GOOD.getBytes(StandardCharsets.UTF_8);
            int at = GOOD.indexOf("camille") + r.nextInt(6);
            body[at] = (byte) (0x80 + r.nextInt(0x40));
            return body;
        });
        classes.put("a bracket changed", r -> text(changed(r, "{}[]", "{}[]\":,")));
        classes.put("a quote changed", r -> text(changed(r, "\":,", "{}[]'")));
        classes.put("deep nesting of objects", r -> text("{\"a\":".repeat(60 + r.nextInt(20_000))));
        classes.put("deep nesting of arrays", r -> text("{\"parameter\":" + "[".repeat(60 + r.nextInt(20_000))));
        classes.put("parts within parts", r -> {
            int deep = 20 + r.nextInt(300);
            return text("{\"resourceType\":\"Parameters\",\"parameter\":["
                    + "{\"name\":\"operation\",\"part\":[".repeat(deep) + "]}".repeat(deep) + "]}");
        });
        classes.put(
                "another resource",
                r -> text("{\"resourceType\":\""
                        + pick(r, "Patient", "Bundle", "Practitioner", "Binary", "Parameters", "x") + "\",\"id\":\""
                        + r.nextInt() + "\"}"));
        classes.put(
                "a JSON patch",
                r -> text("[{\"op\":\"replace\",\"path\":\"/telecom/" + r.nextInt(9) + "/rank\",\"value\":1}]"));
        classes.put(
                "no JSON",
                r -> text(pick(
                                r,
                                "<Parameters xmlns=\"http://hl7.org/fhir\"/>",
                                "null",
                                "1",
                                "\"x\"",
                                "[]",
                                "true",
                                "a=b",
                                "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>")
                        + " ".repeat(r.nextInt(5))));
        classes.put(
                "unknown properties",
                r -> text(GOOD.replaceFirst("\"name\"", "\"x" + r.nextInt() + "\":{\"y\":1},\"name\"")));
        classes.put(
                "operations of an unknown type",
                r -> text(GOOD.replace(
                        "\"replace\"", "\"" + pick(r, "add", "move", "test", "REPLACE", "", "drop table") + "\"")));
        classes.put("paths that are no path", r -> path(r, signs(r, 1 + r.nextInt(60))));
        classes.put(
                "paths of other elements",
                r -> path(
                        r,
                        "Practitioner."
                                + pick(
                                        r,
                                        "name",
                                        "identifier",
                                        "active",
                                        "telecom[0]",
                                        "telecom.first()",
                                        "meta.tag",
                                        "telecom.where(system='email')",
                                        "telecom.where(true)",
                                        "telecom.rank",
                                        "birthDate")
                                + pick(r, "", ".value", ".rank")));
        classes.put(
                "paths of other resources",
                r -> path(
                        r,
                        pick(r, "Organization", "PractitionerRole", "Patient", "practitioner")
                                + ".telecom.where(value = '" + HERS + "').rank"));
        classes.put(
                "paths with functions",
                r -> path(
                        r,
                        "Practitioner.telecom.where(value = '" + HERS + "' "
                                + pick(r, "or true", "and rank > 0", "| 'x'", "+ ''") + ").rank"));
        classes.put(
                "paths without end",
                r -> path(r, "Practitioner.telecom" + ".where(value = '" + HERS + "')".repeat(2 + r.nextInt(2000))));
        classes.put(
                "addresses with SQL and quotes",
                r -> path(
                        r,
                        "Practitioner.telecom.where(value = '"
                                + pick(
                                        r,
                                        "x'' or 1=1 --",
                                        "\\\\'",
                                        "a@b.mssante.fr' or '1'='1",
                                        "%@%",
                                        "${7*7}@a.mssante.fr",
                                        "a@a.mssante.fr\\u0000")
                                + signs(r, 3) + "').rank"));
        classes.put(
                "ranks that are none",
                r -> text(GOOD.replace(
                        "\"valueInteger\":1",
                        "\"valueInteger\":"
                                + pick(
                                        r,
                                        "0",
                                        "-" + (1 + r.nextInt(99)),
                                        "1.5",
                                        "99999999999999999999",
                                        "\"x\"",
                                        "true"))));
        classes.put(
                "values of another kind",
                r -> text(GOOD.replace(
                        "\"valueInteger\":1",
                        pick(
                                r,
                                "\"valueString\":\"1\"",
                                "\"valueBoolean\":true",
                                "\"valueReference\":{\"reference\":\"x\"}",
                                "\"valueContactPoint\":{\"system\":\"email\"}",
                                "\"resource\":{\"resourceType\":\"Patient\"}",
                                "\"part\":[]",
                                "\"valueQuantity\":{\"value\":1e400}"))));
        classes.put("parts that lack or stand twice", r -> text(twice(r)));
        classes.put(
                "mailboxes that are none",
                r -> insert(
                        r,
                        pick(
                                r,
                                "x",
                                "a@",
                                "@a.mssante.fr",
                                "a b@a.mssante.fr",
                                "a@b@a.mssante.fr",
                                "a@gmail.com",
                                "é@a.mssante.fr",
                                "a\\u0000@a.mssante.fr",
                                "x".repeat(300) + "@a.mssante.fr",
                                "a@" + "b.".repeat(200) + "mssante.fr",
                                "a@-.mssante.fr",
                                "\\ud800@a.mssante.fr"),
                        "PER"));
        classes.put(
                "types that are none",
                r -> insert(r, "new@a.mssante.fr", pick(r, "per", "", "XXX", "ORG", "APP", "PER,ORG", "\\u0000")));
        classes.put(
                "texts that are none",
                r -> text(Patch.of(Patch.field(
                        "Practitioner",
                        HERS,
                        pick(r, "description", "service", "responsible", "type", "x"),
                        new StringType(pick(r, "a", signs(r, 5), "x".repeat(300)))))));
        classes.put(
                "texts beyond measure",
                r -> text("{\"resourceType\":\"Parameters\",\"id\":\"" + "x".repeat(300_000 + r.nextInt(300_000))
                        + "\"}"));
        classes.put(
                "operations beyond measure",
                r -> text("{\"resourceType\":\"Parameters\",\"parameter\":["
                        + IntStream.range(0, 101 + r.nextInt(200))
                                .mapToObj(_ -> "{\"name\":\"operation\"}")
                                .collect(Collectors.joining(","))
                        + "]}"));
        classes.put(
                "one bad operation behind a good one",
                r -> text(Patch.of(
                        Patch.rank("Practitioner", HERS, 1 + r.nextInt(9)),
                        Patch.unlisted("Practitioner", HERS, true),
                        pick(
                                r,
                                Patch.rank("Practitioner", "no" + r.nextInt() + "@a.mssante.fr", 1),
                                Patch.field("Practitioner", HERS, "listeRouge", new StringType("x")),
                                Patch.field("Practitioner", HERS, "type", new BooleanType(true)),
                                Patch.insert("Practitioner", Patch.box(HERS, "PER"))))));
        return classes;
    }

    @Test
    void everyBodyIsRefusedAndChangesNothing() throws Exception {
        long seed = Long.getLong("balise.seed", System.nanoTime());
        System.out.println("seed of the patches: " + seed);
        var random = new Random(seed);
        var before = fingerprint();
        int sent = 0;
        for (var one : classes().entrySet()) {
            for (int i = 0; i < OF_EACH; i++, sent++) {
                var body = one.getValue().apply(random);
                var what = one.getKey() + ": "
                        + new String(Arrays.copyOf(body, Math.min(300, body.length)), StandardCharsets.ISO_8859_1);
                var reply = call.send(
                        patch(i % 3 == 2).method("PATCH", chunkedOrNot(i, body)).build());
                assertThat(reply.statusCode()).as(what + " " + reply.body()).isIn(400, 413, 422);
                assertThat(reply.body()).as(what).doesNotContain("java.", "Exception", "select ", "PSQL", "HAPI", HERS);
                Calling.valid(reply.body());
            }
            assertThat(fingerprint()).as(one.getKey()).isEqualTo(before);
            serves();
        }
        assertThat(classes()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(sent).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void aBodyInAnotherFormIsUnsupported() throws Exception {
        var before = fingerprint();
        for (var type : new String[] {
            "application/json-patch+json",
            "application/xml-patch+xml",
            "application/fhir+xml",
            "text/plain",
            "application/json",
            "application/fhir+json; charset=utf-16",
            "multipart/form-data; boundary=x"
        })
            call.refused(
                    patch(false)
                            .setHeader("Content-Type", type)
                            .method("PATCH", BodyPublishers.ofString(GOOD))
                            .build(),
                    415);
        call.refused(
                patch(false)
                        .header("Content-Encoding", "gzip")
                        .method("PATCH", BodyPublishers.ofString(GOOD))
                        .build(),
                415);
        assertThat(fingerprint()).isEqualTo(before);
        serves();
    }

    @Test
    void aWriterWhoBreaksOffHarmsNobody() throws Exception {
        var before = fingerprint();
        for (int i = 1; i < GOOD.length(); i += GOOD.length() / 12)
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream()
                        .write(("PATCH /fhir/Practitioner/" + fixture.camille
                                        + " HTTP/1.1\r\nHost: a\r\nESANTE-API-KEY: "
                                        + OneKey.PUBLISHER
                                        + "\r\nContent-Type: application/fhir+json\r\nContent-Length: " + GOOD.length()
                                        + "\r\n\r\n"
                                        + GOOD.substring(0, i))
                                .getBytes(StandardCharsets.UTF_8));
            }
        assertThat(fingerprint()).isEqualTo(before);
        serves();
    }

    @Test
    void placesThatAreNoResourceAreNotWritten() throws Exception {
        var before = fingerprint();
        for (var path : new String[] {
            "/",
            "/Patient/1",
            "/Practitioner/1/_history/1",
            "/Practitioner/1/$x",
            "/metadata",
            "/Practitioner/x",
            "/Practitioner/99999999999999999999"
        }) {
            var reply = call.send(HttpRequest.newBuilder(URI.create(call.base() + path))
                    .header("ESANTE-API-KEY", OneKey.PUBLISHER)
                    .header("Content-Type", "application/fhir+json")
                    .method("PATCH", BodyPublishers.ofString(GOOD))
                    .build());
            assertThat(reply.statusCode()).as(path).isIn(400, 404, 405);
            Calling.valid(reply.body());
        }
        assertThat(fingerprint()).isEqualTo(before);
    }

    private HttpRequest.Builder patch(boolean conditional) {
        return HttpRequest.newBuilder(URI.create(call.base()
                        + (conditional ? "/Practitioner?identifier=99700000013" : "/Practitioner/" + fixture.camille)))
                .header("ESANTE-API-KEY", OneKey.PUBLISHER)
                .header("Content-Type", "application/fhir+json");
    }

    private static HttpRequest.BodyPublisher chunkedOrNot(int i, byte[] body) {
        return i % 2 == 0
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static byte[] octets(Random random) {
        var body = new byte[1 + random.nextInt(400)];
        random.nextBytes(body);
        return body;
    }

    private static byte[] path(Random random, String path) {
        return text(Patch.of(new Patch.Operation(pick(random, "replace", "delete"), path, null, null)));
    }

    private static byte[] insert(Random random, String address, String type) {
        return text("""
                {"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"insert"},
                 {"name":"path","valueString":"Practitioner.telecom"},{"name":"index","valueInteger":%d},
                 {"name":"value","valueContactPoint":{"system":"email","value":"%s","extension":[{"url":"%s","extension":[
                  {"url":"type","valueCode":"%s"}]}]}}]}]}""".formatted(random.nextInt(5), address, Systems.MAILBOX_METADATA, type));
    }

    private static String twice(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> GOOD.replace("{\"name\":\"type\",\"valueCode\":\"replace\"},", "");
            case 1 ->
                GOOD.replace(
                        "{\"name\":\"type\",\"valueCode\":\"replace\"},",
                        "{\"name\":\"type\",\"valueCode\":\"replace\"},".repeat(2 + random.nextInt(5)));
            case 2 -> GOOD.replace(",{\"name\":\"value\",\"valueInteger\":1}", "");
            default ->
                GOOD.replace(
                        "\"name\":\"value\"",
                        "\"name\":\"" + signs(random, 4).replace("\\", "").replace("\"", "") + "\"");
        };
    }

    private static String changed(Random random, String which, String into) {
        var places = IntStream.range(0, GOOD.length())
                .filter(i -> which.indexOf(GOOD.charAt(i)) >= 0)
                .toArray();
        int at = places[random.nextInt(places.length)];
        char now;
        do now = into.charAt(random.nextInt(into.length()));
        while (now == GOOD.charAt(at));
        return GOOD.substring(0, at) + now + GOOD.substring(at + 1);
    }

    private static String signs(Random random, int count) {
        var signs =
                new String[] {"'", "\"", "\\", "%", "(", ")", ".", "é", "😀", "\u202e", "$", "{", "*", " ", "a", "0"};
        return IntStream.range(0, count)
                .mapToObj(_ -> signs[random.nextInt(signs.length)])
                .collect(Collectors.joining());
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... from) {
        return from[random.nextInt(from.length)];
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void serves() throws Exception {
        assertThat(call.bundle("/Practitioner?identifier=99700000013").getEntry())
                .hasSize(1);
    }

    private String fingerprint() {
        return jdbc.sql("""
                select md5(string_agg(x, '' order by x)) from (
                  select p::text from directory.person p union all select s::text from directory.situation s
                  union all select t::text from directory.structure t union all select a::text from directory.attachment a
                  union all select d::text from directory.address d union all select e::text from directory.errand e) rows(x)""").query(String.class).single();
    }
}
