package fr.balise.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A browser without a screen: follows nothing by itself, keeps the session cookie. */
public final class Visitor {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final URI base;
    private @Nullable String cookie;

    public Visitor(int port) {
        this("127.0.0.1", port);
    }

    /** @param host another name of this machine */
    public Visitor(String host, int port) {
        base = URI.create("http://" + host + ":" + port);
    }

    /** @param value {@code BALISE=…} */
    public Visitor cookie(String value) {
        cookie = value;
        return this;
    }

    public @Nullable String session() {
        return cookie;
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)), headers);
    }

    /** @param form fields as they stand in the body */
    public HttpResponse<String> post(String path, String form, String... headers)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                headers);
    }

    /** Any method, with a form as its body. */
    public HttpResponse<String> send(String method, String path, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        if (headers.length > 0) request.headers(headers);
        if (cookie != null) request.header("Cookie", cookie);
        request.header("Accept-Language", "fr");
        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith("BALISE="))
                .forEach(c -> cookie = c.split(";", 2)[0]);
        return answer;
    }

    public static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("(none, " + answer.statusCode() + ")");
    }

    /** The value of a hidden field of a form. */
    public static String field(HttpResponse<String> page, String name) {
        var found = Pattern.compile("name=\"" + name + "\"[^>]*? value=\"([^\"]*)\"")
                .matcher(page.body());
        if (!found.find()) throw new IllegalStateException("no field " + name);
        return found.group(1);
    }
}
