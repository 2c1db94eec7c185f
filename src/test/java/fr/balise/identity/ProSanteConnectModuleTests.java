package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The login with Pro Santé Connect, against a provider that can be told to misbehave. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = FreshDatabase.class)
class ProSanteConnectModuleTests {
    static final FakePsc PSC = new FakePsc();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private interface Fault {
        void misbehave(FakePsc psc);
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("balise.identity.psc.enabled", () -> true);
        registry.add("balise.identity.psc.client-id", () -> FakePsc.CLIENT);
        registry.add("balise.identity.psc.client-secret", () -> FakePsc.SECRET);
        registry.add("balise.identity.psc.authorization-uri", () -> "http://wallet.psc.test/auth");
        registry.add("balise.identity.psc.token-uri", () -> PSC.base() + "/token");
        registry.add("balise.identity.psc.user-info-uri", () -> PSC.base() + "/userinfo");
        registry.add("balise.identity.psc.jwk-set-uri", () -> PSC.base() + "/certs");
        registry.add("balise.identity.psc.logout-uri", () -> "http://auth.psc.test/logout");
        registry.add("balise.identity.psc.issuer", PSC::base);
        registry.add("balise.identity.staff.enabled", () -> true);
        registry.add("balise.identity.staff.label", () -> "le CH de l'Estuaire");
        registry.add("balise.identity.staff.client-id", () -> FakePsc.CLIENT);
        registry.add("balise.identity.staff.client-secret", () -> FakePsc.SECRET);
        registry.add("balise.identity.staff.authorization-uri", () -> "http://login.hospital.test/auth");
        registry.add("balise.identity.staff.token-uri", () -> PSC.base() + "/token");
        registry.add("balise.identity.staff.user-info-uri", () -> PSC.base() + "/userinfo");
        registry.add("balise.identity.staff.jwk-set-uri", () -> PSC.base() + "/certs");
        registry.add("balise.identity.staff.issuer", PSC::base);
    }

    @AfterAll
    static void stop() {
        PSC.server.stop(0);
    }

    @BeforeEach
    void wellBehaved() throws Exception {
        PSC.reset();
        PSC.userInfo = sample("userinfo.full.json");
    }

    @Test
    void theRequestAsksForWhatProSanteConnectWants() throws Exception {
        var visitor = new Visitor(port);
        var location = Visitor.location(visitor.get("/connexion/par/psc"));
        assertThat(location).startsWith("http://wallet.psc.test/auth?");
        PSC.authorize(location);
        assertThat(PSC.asked)
                .containsEntry("scope", "openid scope_all")
                .containsEntry("acr_values", "eidas1")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("client_id", FakePsc.CLIENT)
                .containsEntry("redirect_uri", "http://127.0.0.1:" + port + "/connexion/retour/psc")
                .containsKeys("state", "nonce", "code_challenge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"userinfo.full.json", "userinfo.sparse.json"})
    void aDoctorEntersHoweverLittleIsKnown(String claims) throws Exception {
        PSC.userInfo = sample(claims);
        var visitor = new Visitor(port);
        assertThat(login(visitor)).isEqualTo("/");
        assertThat(visitor.get("/connexion").body()).contains("Vous êtes connecté(e)\u00a0: CAMILLE LECLERC-ESSAI");
        assertThat(jdbc.sql("select count(*) from identity.account where national_id = '899700000013'")
                        .query(Long.class)
                        .single())
                .isOne();
        assertThat(jdbc.sql("select action from audit.entry order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("identity.login");
    }

    @Test
    void aHigherLevelIsEnough() throws Exception {
        PSC.acr = "eidas2";
        assertThat(login(new Visitor(port))).isEqualTo("/");
    }

    static Stream<Arguments> misbehaviour() {
        return Stream.of(
                refusal("no level", psc -> psc.acr = null, "niveau"),
                refusal("a lower level", psc -> psc.acr = "eidas0", "niveau"),
                refusal("a level of another scale", psc -> psc.acr = "gold", "niveau"),
                refusal("another nonce", psc -> psc.nonce = "x", "technique"),
                refusal("another issuer", psc -> psc.issuer = "http://127.0.0.1:1", "technique"),
                refusal("a token for another client", psc -> psc.audience = "someone-else", "technique"),
                refusal("a token that is over", psc -> psc.expiresIn = -3600, "technique"),
                refusal("a foreign signature", psc -> psc.foreignKey = true, "technique"),
                refusal("no signature", psc -> psc.unsigned = true, "technique"),
                refusal("userinfo out of order", psc -> psc.userInfoStatus = 500, "technique"),
                refusal("userinfo refused", psc -> psc.userInfoStatus = 401, "technique"),
                refusal("userinfo that is no JSON", psc -> psc.userInfo = "<html>", "technique"),
                refusal("userinfo that is a list", psc -> psc.userInfo = "[1]", "technique"),
                refusal("empty userinfo", psc -> psc.userInfo = "{}", "identite"),
                refusal("nobody's number", psc -> psc.userInfo = "{\"SubjectNameID\":\" \"}", "identite"),
                refusal(
                        "a number with a line break",
                        psc -> psc.userInfo = "{\"SubjectNameID\":\"8997\\n1\"}",
                        "identite"),
                refusal(
                        "an endless number",
                        psc -> psc.userInfo = "{\"SubjectNameID\":\"" + "8".repeat(400) + "\"}",
                        "identite"),
                refusal(
                        "somebody else",
                        psc -> psc.userInfo = "{\"sub\":\"f:x:899700000021\",\"SubjectNameID\":\"899700000021\"}",
                        "identite"),
                refusal(
                        "somebody else, sparsely",
                        psc -> psc.userInfo = "{\"SubjectNameID\":\"899700000021\"}",
                        "identite"),
                refusal(
                        "a number inside another",
                        psc -> psc.userInfo = "{\"SubjectNameID\":\"700000013\"}",
                        "identite"),
                refusal("no subject", psc -> psc.subject = null, "technique"));
    }

    private static Arguments refusal(String kind, Fault fault, String shown) {
        return Arguments.of(kind, fault, shown);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviour")
    void whatCannotBeTrustedIsRefused(String kind, Fault fault, String shown) throws Exception {
        var before = accounts();
        fault.misbehave(PSC);
        var visitor = new Visitor(port);
        assertThat(login(visitor)).isEqualTo("/connexion?refus=" + shown);
        var page = visitor.get("/connexion?refus=" + shown).body();
        assertThat(page).contains("data-test=\"login-refused\"").doesNotContain("Vous êtes connecté", "??");
        assertThat(accounts()).isEqualTo(before);
        assertThat(jdbc.sql("select action from audit.entry order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("identity.login-refused");
        PSC.reset();
        PSC.userInfo = sample("userinfo.full.json");
        assertThat(login(visitor)).as("the next attempt").isEqualTo("/");
    }

    static Stream<String> callbacks() {
        return Stream.of(
                "",
                "?",
                "?code=the-code",
                "?state=x",
                "?code=the-code&state=x",
                "?code=&state=",
                "?error=access_denied",
                "?error=%3Cscript%3E&state=x",
                "?code=a&code=b&state=x",
                "?code=" + "x".repeat(5000) + "&state=x",
                "?code=%00&state=%00",
                "?code=a%0D%0ASet-Cookie:x&state=x",
                "?state=%C3%A9%F0%9F%98%80&code=x",
                "?code=${7*7}&state=${7*7}",
                "?code='or'1'='1&state=x",
                "?id_token=x&state=x",
                "?code=the-code&state=x#frag",
                "?redirect_uri=http://evil.example&code=the-code&state=x",
                "?code=the-code&state=x&continue=http://evil.example",
                "?code=..%2F..%2Fetc&state=x",
                "?code=the-code&STATE=x");
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void aReturnThatNobodyAskedForOpensNothing(String query) throws Exception {
        var visitor = new Visitor(port);
        PSC.authorize(Visitor.location(visitor.get("/connexion/par/psc")));
        var answer = visitor.get("/connexion/retour/psc"
                + query.replace("{", "%7B").replace("}", "%7D").replace("<", "%3C"));
        assertThat(answer.statusCode()).isIn(302, 400);
        if (answer.statusCode() == 302)
            assertThat(Visitor.location(answer)).startsWith("/connexion").doesNotContain("evil", "script");
        assertThat(visitor.get("/connexion").body()).doesNotContain("Vous êtes connecté");
        assertThat(visitor.get("/delegations").statusCode()).isEqualTo(302);
    }

    @Test
    void staffWithoutANationalIdAreKnownByTheirProvider() throws Exception {
        PSC.acr = null;
        PSC.subject = "u-4711";
        // A national id that the provider may claim gives nothing: only Pro Santé Connect vouches for those.
        PSC.userInfo =
                "{\"sub\":\"u-4711\",\"name\":\"Loïc Guéguen\",\"SubjectNameID\":\"899700000013\",\"preferred_username\":\"899700000013\"}";
        for (int i = 0; i < 2; i++) {
            var visitor = new Visitor(port);
            var back = PSC.authorize(Visitor.location(visitor.get("/connexion/par/staff")));
            assertThat(PSC.asked).doesNotContainKey("acr_values").containsEntry("scope", "openid profile");
            assertThat(Visitor.location(visitor.get("/connexion/retour/staff" + back)))
                    .isEqualTo("/");
            assertThat(visitor.get("/connexion").body()).contains("Loïc Guéguen", "Se connecter avec le CH de l");
            assertThat(Visitor.location(visitor.post(
                            "/deconnexion", "_csrf=" + Visitor.field(visitor.get("/delegations"), "_csrf"))))
                    .isEqualTo("/");
        }
        assertThat(jdbc.sql("select count(*) from identity.account where subject = 'u-4711' and national_id is null")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void anotherBrowserCannotUseTheReturn() throws Exception {
        var victim = new Visitor(port);
        var back = PSC.authorize(Visitor.location(new Visitor(port).get("/connexion/par/psc")));
        assertThat(Visitor.location(victim.get("/connexion/retour/psc" + back)))
                .isEqualTo("/connexion?refus=technique");
        assertThat(victim.get("/connexion").body()).doesNotContain("Vous êtes connecté");
    }

    @Test
    void aReturnWorksOnce() throws Exception {
        var visitor = new Visitor(port);
        var back = PSC.authorize(Visitor.location(visitor.get("/connexion/par/psc")));
        assertThat(Visitor.location(visitor.get("/connexion/retour/psc" + back)))
                .isEqualTo("/");
        assertThat(Visitor.location(visitor.get("/connexion/retour/psc" + back)))
                .startsWith("/connexion?refus=");
    }

    @Test
    void aSessionThatSomebodyPlantedIsLeftBehind() throws Exception {
        var visitor = new Visitor(port);
        visitor.get("/delegations");
        var planted = visitor.session();
        login(visitor);
        assertThat(visitor.session()).isNotEqualTo(planted);
        assertThat(new Visitor(port).cookie(planted).get("/delegations").statusCode())
                .isEqualTo(302);
        assertThat(visitor.get("/delegations").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingOfTheTokensIsKept() throws Exception {
        login(new Visitor(port));
        List<byte[]> attributes = jdbc.sql("select attribute_bytes from identity.spring_session_attributes")
                .query((row, _) -> row.getBytes(1))
                .list();
        assertThat(attributes).isNotEmpty().noneMatch(octets -> {
            var text = new String(octets, StandardCharsets.ISO_8859_1);
            return text.contains(FakePsc.ACCESS_TOKEN) || text.contains("refresh-4711") || text.contains("LECLERC");
        });
    }

    @Test
    void loggingOutEndsBothSessions() throws Exception {
        var visitor = new Visitor(port);
        login(visitor);
        var session = visitor.session();
        var page = visitor.get("/delegations");
        var out = visitor.post("/deconnexion", "_csrf=" + Visitor.field(page, "_csrf"));
        assertThat(Visitor.location(out))
                .startsWith("http://auth.psc.test/logout?id_token_hint=ey")
                .contains("post_logout_redirect_uri=http://127.0.0.1:" + port + "/");
        assertThat(new Visitor(port).cookie(session).get("/delegations").statusCode())
                .isEqualTo(302);
        assertThat(jdbc.sql("select action from audit.entry order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("identity.logout");
    }

    @Test
    void aSessionEndsEightHoursAfterTheLoginHoweverBusy() throws Exception {
        var busy = new Visitor(port);
        login(busy);
        loggedInSince(Duration.ofHours(8).minusMinutes(2));
        assertThat(busy.get("/delegations").statusCode()).isEqualTo(200);
        loggedInSince(Duration.ofHours(8).plusMinutes(2));
        assertThat(busy.get("/delegations").statusCode()).isEqualTo(302);
    }

    @Test
    void aSessionEndsAfterHalfAnHourOfRest() throws Exception {
        var idle = new Visitor(port);
        login(idle);
        rested(Duration.ofMinutes(29));
        assertThat(idle.get("/delegations").statusCode()).isEqualTo(200);
        rested(Duration.ofMinutes(31));
        assertThat(idle.get("/delegations").statusCode()).isEqualTo(302);
    }

    private void rested(Duration time) {
        jdbc.sql(
                        "update identity.spring_session set last_access_time = last_access_time - :ms, expiry_time = expiry_time - :ms")
                .param("ms", time.toMillis())
                .update();
    }

    private void loggedInSince(Duration time) throws Exception {
        var octets = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(octets)) {
            out.writeObject(Clock.systemUTC().millis() - time.toMillis());
        }
        assertThat(jdbc.sql("update identity.spring_session_attributes set attribute_bytes = :since"
                                + " where attribute_name = 'balise.since'")
                        .param("since", octets.toByteArray())
                        .update())
                .isPositive();
    }

    @Test
    void nobodyIsSentToAnotherPlaceAfterTheLogin() throws Exception {
        for (var wanted : new String[] {
            "/delegations?next=http://evil.example",
            "/x/..//evil.example",
            "/%2F%2Fevil.example",
            "/@evil.example",
            "/.evil.example",
            "/connexion?continue=http://evil.example"
        }) {
            var visitor = new Visitor(port);
            visitor.get(wanted);
            assertThat(login(visitor))
                    .as(wanted)
                    .startsWith("/")
                    .doesNotStartWith("//")
                    .doesNotStartWith("/\\");
        }
    }

    @Test
    void theDemoLoginIsNotThere() throws Exception {
        var visitor = new Visitor(port);
        assertThat(visitor.post("/demo/login", "nationalId=899700000013").statusCode())
                .isEqualTo(403);
        assertThat(visitor.get("/demo/idp/authorize").statusCode()).isIn(302, 404);
        assertThat(visitor.get("/connexion").body()).doesNotContain("/connexion/par/demo");
        assertThat(visitor.get("/connexion/par/demo").statusCode()).isNotEqualTo(200);
    }

    /** Where the browser is sent in the end. */
    private String login(Visitor visitor) throws Exception {
        var back = PSC.authorize(Visitor.location(visitor.get("/connexion/par/psc")));
        return Visitor.location(visitor.get("/connexion/retour/psc" + back));
    }

    private long accounts() {
        return jdbc.sql("select count(*) from identity.account")
                .query(Long.class)
                .single();
    }

    private static String sample(String name) throws Exception {
        return new ClassPathResource("psc/" + name).getContentAsString(StandardCharsets.UTF_8);
    }
}
