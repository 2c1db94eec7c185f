package fr.balise;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.LoginCards;
import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Walks every route with every role, and compares with docs/routes.tsv. A route that is not in the table fails here: whoever adds
 * one says who may use it. What the walk found is written to target/routes.tsv.
 */
@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "balise.routes-walk=table") // a demo of its own: it presses every button
@DirtiesContext
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class RoutesModuleTests {
    private static final Path TABLE = Path.of("docs/routes.tsv");
    private static final List<String> ROLES = List.of("anonymous", "holder", "delegate", "manager", "operator");

    /** Answered by filters: no mapping knows them. */
    private static final Set<String> FILTERS = Set.of(
            "GET /connexion/par/{provider}",
            "GET /connexion/retour/{provider}",
            "POST /deconnexion",
            "GET /nothing-of-this-name");

    /** Would throw away what the walk stands on: only that it wants the form token is tried. */
    private static final Set<String> DESTROYS = Set.of("POST /demo/reset");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    ServletContext servlets;

    @Autowired
    LoginCards cast;

    @Test
    void everyRouteIsInTheTableAndOpensForNobodyElse() throws Exception {
        var found = new ArrayList<String>();
        found.add("method\tpath\t" + String.join("\t", ROLES));
        for (var route : routes()) found.add(route.replaceFirst(" ", "\t") + "\t" + String.join("\t", walk(route)));
        Files.write(Path.of("target/routes.tsv"), found);
        assertThat(found).containsExactlyElementsOf(Files.readAllLines(TABLE));
    }

    @Test
    void withoutItsTokenNoFormIsHeard() throws Exception {
        var heard = new TreeSet<String>();
        for (var route : routes())
            if (!route.startsWith("GET "))
                for (var role : ROLES)
                    if (!REFUSED.contains(send(visitor(role), route, null).statusCode())) heard.add(route);
        assertThat(heard)
                .as("doors of programs, each with a check of its own")
                .containsExactlyInAnyOrder(EXEMPT.toArray(String[]::new));
    }

    private static final Set<Integer> REFUSED = Set.of(401, 403);

    /** The demo's levers are for scripts: the first is deaf to browsers, the second to pages of other sites. The last one only reads. */
    private static final Set<String> EXEMPT =
            Set.of("POST /demo/clock", "POST /demo/login", "POST /fhir/Practitioner/_search");

    private List<String> walk(String route) throws Exception {
        var row = new ArrayList<String>();
        for (var role : ROLES) row.add(DESTROYS.contains(route) ? "not-walked" : outcome(role, route));
        return row;
    }

    /** {@code in}: the chain let it pass; {@code login}: asked to log in; {@code denied}: refused. */
    private String outcome(String role, String route) throws Exception {
        var visitor = visitor(role);
        var answer = send(visitor, route, route.startsWith("GET ") ? null : token(role, visitor));
        if (route.equals("POST /deconnexion")) forget(role);
        assertThat(answer.statusCode()).as(route + " as " + role).isLessThan(500);
        var to = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() == 401 || to.equals("/connexion")) return "login";
        return answer.statusCode() == 403 ? "denied" : "in";
    }

    private static HttpResponse<String> send(Visitor visitor, String route, String token) throws Exception {
        var words = route.split(" ", 2);
        var path = concrete(words[1]);
        return words[0].equals("GET")
                ? visitor.get(path)
                : visitor.send(words[0], path, token == null ? "" : "_csrf=" + token);
    }

    /** A path that the pattern matches; whether something is there does not matter. */
    private static String concrete(String pattern) {
        return pattern.replace("{page:[a-z-]{1,20}}", "glossaire")
                .replace("{provider}", "demo")
                .replaceAll("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "1")
                .replace("/**", "/x")
                .replace("/*", "/x");
    }

    private final Map<String, String> sessions = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    private Visitor visitor(String role) throws IOException, InterruptedException {
        if (!sessions.containsKey(role)) sessions.put(role, role.equals("anonymous") ? "" : login(role));
        var session = sessions.get(role);
        return session.isEmpty() ? new Visitor(port) : new Visitor(port).cookie(session);
    }

    private String login(String role) throws IOException, InterruptedException {
        if (role.equals("holder")) return DemoLogin.cookie(port, "899700005558");
        var word = role.equals("delegate") ? "secretary" : role;
        var card = cast.cards().stream()
                .filter(c -> c.roles().contains(word))
                .findFirst()
                .orElseThrow();
        return DemoLogin.cookie(port, card.nationalId().value());
    }

    private String token(String role, Visitor visitor) throws IOException, InterruptedException {
        if (!tokens.containsKey(role)) {
            tokens.put(role, Visitor.field(visitor.get("/connexion"), "_csrf"));
            sessions.put(role, visitor.session());
        }
        return tokens.get(role);
    }

    private void forget(String role) {
        sessions.remove(role);
        tokens.remove(role);
    }

    private Set<String> routes() {
        var routes = new TreeMap<String, String>();
        for (var mapping :
                context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values())
            for (var info : mapping.getHandlerMethods().keySet())
                for (var path : info.getPatternValues())
                    for (var method : methods(info)) routes.put(path + " " + method, method + " " + path);
        servlets.getServletRegistrations().values().stream()
                .flatMap(servlet -> servlet.getMappings().stream())
                .filter(path -> !path.equals("/") && !path.endsWith(".jsp") && !path.endsWith(".jspx"))
                .forEach(path -> routes.put(path + " GET", "GET " + path));
        for (var route : List.of("PATCH /fhir/Practitioner", "POST /fhir/Practitioner/_search"))
            routes.put(route.substring(route.indexOf(' ') + 1) + " " + route, route);
        for (var filter : FILTERS) routes.put(filter.substring(filter.indexOf(' ') + 1) + " " + filter, filter);
        for (var files : List.of("/assets/**", "/webjars/**")) routes.put(files + " GET", "GET " + files);
        return new LinkedHashSet<>(routes.values());
    }

    private static List<String> methods(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .sorted()
                .toList();
        return methods.isEmpty() ? List.of("GET", "POST") : methods;
    }
}
