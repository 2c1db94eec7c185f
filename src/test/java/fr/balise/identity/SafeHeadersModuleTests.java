package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

@NullUnmarked
@SpringBootTest(properties = "balise.portal.hosts=balise.example.fr")
@AutoConfigureMockMvc
@ContextConfiguration(initializers = FreshDatabase.class)
class SafeHeadersModuleTests {
    @Autowired
    MockMvc http;

    @Autowired
    ApplicationContext context;

    @Test
    void everyAnswerCarriesThePolicy() throws Exception {
        for (var path : new String[] {
            "/",
            "/connexion",
            "/annuaire",
            "/delegations",
            "/api/directory/search",
            "/api/admin/x",
            "/fhir/metadata",
            "/nothing",
            "/assets/base.css",
            "/actuator/health",
            "/actuator/env"
        }) {
            var answer = from(path, "127.0.0.1");
            assertThat(answer.getHeader("Content-Security-Policy"))
                    .as(path)
                    .contains(
                            "default-src 'self'",
                            "img-src 'self' data:",
                            "object-src 'none'",
                            "base-uri 'none'",
                            "frame-ancestors 'none'",
                            "form-action 'self'")
                    .doesNotContain("unsafe", "*");
            assertThat(answer.getHeader("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.getHeader("Referrer-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.getHeader("Permissions-Policy")).as(path).contains("camera=()");
            assertThat(answer.getHeader("Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
        }
    }

    @Test
    void privatePagesAreKeptByNobody() throws Exception {
        var page = http.perform(get("/delegations").with(DemoLogin.as(context, "899700000013", "Camille LECLERC")))
                .andReturn()
                .getResponse();
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getHeader("Cache-Control")).contains("no-store");
    }

    @Test
    void offLoopbackEverythingIsEncrypted() throws Exception {
        var here = from("/delegations", "127.0.0.1");
        assertThat(here.getHeader("Strict-Transport-Security")).isNull();
        assertThat(here.getHeader("Set-Cookie"))
                .contains("BALISE=", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        var away = from("/delegations", "balise.example.fr");
        assertThat(away.getHeader("Strict-Transport-Security")).contains("max-age=");
        assertThat(away.getHeader("Set-Cookie")).contains("BALISE=", "HttpOnly", "SameSite=Lax", "Secure");
    }

    @Test
    void figuresAreForThisMachineAlone() throws Exception {
        assertThat(http.perform(get("/actuator/prometheus").with(request -> {
                            request.setRemoteAddr("10.0.0.7");
                            return request;
                        }))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        assertThat(from("/actuator/env", "127.0.0.1").getStatus()).isEqualTo(403);
    }

    @Test
    void programsAreToldInTheirOwnForm() throws Exception {
        var answer = from("/api/anything", "127.0.0.1");
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getHeader("Set-Cookie")).isNull();
    }

    private MockHttpServletResponse from(String path, String host) throws Exception {
        return http.perform(get(path).with(request -> {
                    request.setServerName(host);
                    request.setSecure(!host.startsWith("127."));
                    return request;
                }))
                .andReturn()
                .getResponse();
    }
}
