package fr.balise.testing;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import fr.balise.identity.account.Logins;
import fr.balise.identity.account.Proven;
import fr.balise.identity.login.LoggedIn;
import fr.balise.kernel.NationalPersonId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Logs tests in as somebody: through the demo's provider where a server listens, straight into the account for MockMvc. */
public final class DemoLogin {
    private DemoLogin() {}

    /** The session cookie, {@code BALISE=…}, after a whole login at the server on that port. The profile must be {@code demo}. */
    public static String cookie(int port, String nationalId) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/demo/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "nationalId=" + URLEncoder.encode(nationalId, StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 302)
                throw new IllegalStateException("login answered " + answer.statusCode() + ": " + answer.body());
            return answer.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith("BALISE="))
                    .map(cookie -> cookie.split(";", 2)[0])
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** For {@code mvc.perform(get("/").with(DemoLogin.as(context, "8…", "Camille LEFÈVRE")))}; any profile. */
    public static RequestPostProcessor as(ApplicationContext context, String nationalId, String name) {
        var account = context.getBean(Logins.class)
                .enter(new Proven("demo", "test", nationalId, new NationalPersonId(nationalId), name));
        return authentication(new OAuth2AuthenticationToken(new LoggedIn(account, null), List.of(), "demo"));
    }
}
