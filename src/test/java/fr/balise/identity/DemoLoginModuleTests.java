package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
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
}
