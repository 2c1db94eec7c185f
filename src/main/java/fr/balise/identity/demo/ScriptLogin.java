package fr.balise.identity.demo;

import fr.balise.identity.login.Paths;
import fr.balise.kernel.NationalPersonId;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Walks the whole login for a script that cannot press a button: the same requests that a browser makes, over loopback. */
@Component
@DemoLoginOnly
class ScriptLogin {
    private static final String COOKIE = "BALISE";

    private final DemoOpenId here;
    private final DemoProvider provider;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    ScriptLogin(DemoOpenId here, DemoProvider provider) {
        this.here = here;
        this.provider = provider;
    }

    /** The value of a session cookie in which that person is logged in; empty when the login was refused. */
    Optional<String> session(NationalPersonId person) throws IOException, InterruptedException {
        var base = URI.create(here.base());
        var start = get(base.resolve(Paths.START + "/demo"), null);
        var question = UriComponentsBuilder.fromUri(location(start)).build().getQueryParams();
        var asked = new java.util.HashMap<String, String>();
        question.toSingleValueMap().forEach((name, value) -> asked.put(name, decoded(value)));
        var back = provider.ask(asked, base.getAuthority()).flatMap(ticket -> provider.choose(ticket, person));
        if (back.isEmpty()) return Optional.empty();
        var end = get(back.get(), cookie(start).orElseThrow());
        return location(end).getPath().equals("/") ? cookie(end) : Optional.empty();
    }

    private HttpResponse<Void> get(URI uri, @Nullable String session) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        if (session != null) request.header("Cookie", COOKIE + "=" + session);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private static URI location(HttpResponse<Void> answer) {
        return URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("no redirect but " + answer.statusCode())));
    }

    private static Optional<String> cookie(HttpResponse<Void> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .filter(cookie ->
                        cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty())
                .map(HttpCookie::getValue)
                .reduce((first, last) -> last);
    }

    private static String decoded(String value) {
        return java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8);
    }
}
