package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

@NullUnmarked
@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = FreshDatabase.class)
class KeysAndCommandLineModuleTests {
    @Value("${balise.data}")
    Path data;

    @Autowired
    ApiKeys keys;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc http;

    @Test
    void aKeyIsFoundByItsSecretUntilItIsRevoked() {
        var secret = keys.issue("logiciel", Set.of("Cabinet.MSSANTE.fr"), false);
        var key = keys.find(secret).orElseThrow();
        assertThat(key.name()).isEqualTo("logiciel");
        assertThat(key.mayPublish("cabinet.mssante.fr")).isTrue();
        assertThat(key.mayPublish("autre.mssante.fr")).isFalse();
        assertThat(keys.revoke(key.id())).isTrue();
        assertThat(keys.find(secret)).isEmpty();
        assertThat(keys.revoke(key.id())).isFalse();
    }

    @Test
    void theSecretStandsInNoTable() {
        var secret = keys.issue("secret", Set.of(), false);
        assertThat(secret.length()).isGreaterThan(40);
        assertThat(jdbc.sql("select count(*) from identity.api_key k where k::text like '%' || :secret || '%'")
                        .param("secret", secret.substring(20))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void grantingTwiceGivesOneOperator() {
        var person = new NationalPersonId("899700000997");
        var first = accounts.grantOperator(person, "system");
        assertThat(accounts.grantOperator(person, "system")).isEqualTo(first);
        assertThat(jdbc.sql("select operator from identity.account where id = :id")
                        .param("id", first)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void theCommandLineNeedsTheTokenOfTheDataFolder() throws Exception {
        var file = data.resolve("admin.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var token = Files.readString(file).strip();
        assertThat(token.length()).isGreaterThanOrEqualTo(22);
        assertThat(admin(token, "127.0.0.1").getStatus()).isEqualTo(404); // passed: nothing is there
        for (var wrong : new String[] {"", "x", token + "x", token.substring(1)}) {
            var refused = admin(wrong, "127.0.0.1");
            assertThat(refused.getStatus()).isEqualTo(401);
            assertThat(refused.getContentType()).startsWith("application/problem+json");
        }
        assertThat(admin(token, "10.1.2.3").getStatus()).isEqualTo(401);
        assertThat(http.perform(post("/api/admin/nothing")
                                .header("X-Balise-Admin", token)
                                .header("X-Forwarded-For", "10.1.2.3"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(401);
    }

    @Test
    void noOtherProgramOfTheMachineShutsTheDoor() throws Exception {
        var token = Files.readString(data.resolve("admin.token")).strip();
        for (int i = 0; i < 60; i++)
            assertThat(admin("wrong" + i, "127.0.0.1").getStatus()).isEqualTo(401);
        assertThat(admin(token, "127.0.0.1").getStatus()).isEqualTo(404);
    }

    private MockHttpServletResponse admin(String token, String from) throws Exception {
        return http.perform(post("/api/admin/nothing")
                        .header("X-Balise-Admin", token)
                        .with(request -> {
                            request.setRemoteAddr(from);
                            return request;
                        }))
                .andReturn()
                .getResponse();
    }
}
