package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** A portal whose address browsers do not trust: no passkeys, and a sentence that says why. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "balise.identity.base-url=http://balise.example.fr")
@ContextConfiguration(initializers = FreshDatabase.class)
class PasskeysOffModuleTests {
    @LocalServerPort
    int port;

    @Test
    void withoutHttpsNothingIsOfferedAndThePagesSayWhy() throws Exception {
        var guest = new Visitor("localhost", port);
        assertThat(guest.get("/invitation/abc").body())
                .contains("n’est pas en https")
                .doesNotContain("/cle\"");
        var login = guest.get("/connexion");
        assertThat(login.body()).doesNotContain("login-passkey").contains("data-test=\"login-none\"");
    }
}
