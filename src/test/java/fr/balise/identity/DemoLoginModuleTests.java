package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The login as browsers and scripts see it, against a server that listens. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class DemoLoginModuleTests {
    static final String DOCTOR = "899700000013";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aScriptLogsInWithOneRequest() throws Exception {
        var visitor = new Visitor(port).cookie(DemoLogin.cookie(port, DOCTOR));
        assertThat(visitor.get("/connexion").body()).contains("Vous êtes connecté");
    }

    @Test
    void aBrowserWalksFromAClosedPageThroughTheLoginAndBack() throws Exception {
        var visitor = new Visitor(port);
        var closed = visitor.get("/delegations?page=1");
        assertThat(closed.statusCode()).isEqualTo(302);
        assertThat(Visitor.location(closed)).isEqualTo("/connexion");
        var anonymous = visitor.session();
        var start = visitor.get("/connexion/par/demo");
        var choose = visitor.get(Visitor.location(start));
        assertThat(choose.statusCode()).isEqualTo(200);
        var back = visitor.post(
                "/demo/idp/authorize",
                "ticket=" + Visitor.field(choose, "ticket") + "&nationalId=" + DOCTOR + "&_csrf="
                        + Visitor.field(choose, "_csrf"));
        assertThat(back.statusCode()).isEqualTo(303);
        var end = visitor.get(Visitor.location(back));
        assertThat(Visitor.location(end)).isEqualTo("/delegations?page=1");
        assertThat(visitor.session()).isNotEqualTo(anonymous);
        assertThat(visitor.get("/connexion").body()).contains("Vous êtes connecté");
    }

    static Stream<String> hostileNumbers() {
        return Stream.of(
                "",
                "nationalId=",
                "nationalId=8",
                "nationalId=+++",
                "nationalId=8997+00000013",
                "nationalId=8%00",
                "nationalId=8%0D%0ASet-Cookie:x",
                "nationalId=" + "8".repeat(321),
                "nationalId=" + "8".repeat(50_000),
                "nationalId=%7F%7F",
                "nationalId=%01%02",
                "nationalId=%09%09",
                "nationalid=899700000013",
                "NATIONALID=8",
                "nationalId.value=899700000013",
                "nationalId=%FF%FE",
                "id=899700000013",
                "nationalId=%C2%AD%0A8",
                "nationalId=8%1B%5B31m",
                "{\"nationalId\":\"899700000013\"}");
    }

    @ParameterizedTest
    @MethodSource("hostileNumbers")
    void hostileNumbersLogNobodyIn(String form) throws Exception {
        var before = jdbc.sql("select count(*) from identity.account")
                .query(Long.class)
                .single();
        var visitor = new Visitor(port);
        assertThat(visitor.post("/demo/login", form).statusCode()).isIn(400, 413);
        assertThat(visitor.session()).isNull();
        assertThat(jdbc.sql("select count(*) from identity.account")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
    }

    @Test
    void anotherSiteLogsNobodyIn() throws Exception {
        var visitor = new Visitor(port);
        var answer = visitor.post("/demo/login", "nationalId=" + DOCTOR, "Sec-Fetch-Site", "cross-site");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(visitor.session()).isNull();
    }

    @Test
    void theProviderIsAsStrictAsARealOne() throws Exception {
        var visitor = new Visitor(port);
        var start = Visitor.location(visitor.get("/connexion/par/demo"));
        for (var fault : new String[][] {
            {"client_id=balise-demo", "client_id=other"},
            {"response_type=code", "response_type=token"},
            {"code_challenge_method=S256", "code_challenge_method=plain"},
            {"code_challenge=", "x="},
            {"state=", "x="},
            {"redirect_uri=http://127.0.0.1", "redirect_uri=http://evil.example"},
            {"/connexion/retour/demo", "/connexion/retour/demo.evil"},
            {"scope=openid", "scope=other"}
        }) {
            var asked = start.replace(fault[0], fault[1]);
            assertThat(asked).as(fault[0]).isNotEqualTo(start);
            assertThat(visitor.get(asked).statusCode()).as(fault[1]).isEqualTo(400);
        }
        var form = "grant_type=authorization_code&code=x&redirect_uri=x&code_verifier=x";
        assertThat(visitor.post("/demo/idp/token", form).statusCode()).isEqualTo(401);
        assertThat(visitor.post("/demo/idp/token", form, "Authorization", "Basic YmFsaXNlLWRlbW86eA==")
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.post("/demo/idp/token", form, "Authorization", "Basic ???")
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.get("/demo/idp/userinfo", "Authorization", "Bearer x")
                        .statusCode())
                .isEqualTo(401);
    }
}
