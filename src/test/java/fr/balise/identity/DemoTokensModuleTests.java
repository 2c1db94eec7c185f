package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.BearerTokens.Reading;
import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** A mail program of the demo gets a token as one of Pro Santé Connect would be, and it is asked about in the same way. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class DemoTokensModuleTests {
    @LocalServerPort
    int port;

    @Autowired
    BearerTokens tokens;

    @Test
    void theDemosTokenStandsForThePersonWhoWasNamed() throws Exception {
        var answer = new Visitor(port)
                .send("POST", "/demo/idp/token", "grant_type=password&client_id=demo-mail&username=899700000013");
        assertThat(answer.statusCode()).isEqualTo(200);
        var token =
                JsonMapper.shared().readTree(answer.body()).get("access_token").asString();
        assertThat(tokens.read(token))
                .isInstanceOfSatisfying(
                        Reading.Of.class,
                        read -> assertThat(read.person()).isEqualTo(new NationalPersonId("899700000013")));
        assertThat(tokens.read(token + "x")).isEqualTo(new Reading.Refused("not-active"));
    }

    @Test
    void whoIsNotTheClientLearnsNothingOfATokenAndNobodysTokenIsGiven() throws Exception {
        var visitor = new Visitor(port);
        assertThat(visitor.send("POST", "/demo/idp/introspect", "token=abcdefghijklmnopqrstuvwxyz")
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.send("POST", "/demo/idp/token", "grant_type=password&client_id=demo-mail&username=%0A")
                        .statusCode())
                .isEqualTo(400);
        assertThat(visitor.send("POST", "/demo/idp/token", "grant_type=password&client_id=other&username=899700000013")
                        .statusCode())
                .isEqualTo(401);
    }
}
