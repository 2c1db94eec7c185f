package fr.balise;

import fr.balise.testing.DemoLogin;
import fr.balise.testing.Visitor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who walks: the one whose things they are, everybody who might believe to have a right to them, and nobody at all. */
@NullUnmarked
final class Walkers {
    /** Those with the least right first, so that what the others do does not come before. */
    static final List<String> ROLES = List.of(
            "anonymous",
            "stranger",
            "other-delegate",
            "ended-delegate",
            "other-manager",
            "manager",
            "operator",
            "delegate",
            "holder");

    private static final Map<String, String> IDS = new LinkedHashMap<>();

    static {
        IDS.put("holder", RealThings.DOCTOR);
        IDS.put("other-delegate", "3990000010/R01");
        IDS.put("ended-delegate", "3990000010/R02");
        IDS.put("other-manager", "3990000010/R03");
    }

    private final int port;
    private final JdbcClient jdbc;
    private final Map<String, String> ids = new HashMap<>(IDS);
    private final Map<String, Visitor> visitors = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    /** @param cards national ids of the demo's people by name */
    Walkers(int port, JdbcClient jdbc, Map<String, String> cards) throws Exception {
        this.port = port;
        this.jdbc = jdbc;
        ids.put("stranger", of(cards, "Thi-H"));
        ids.put("delegate", of(cards, "Nadia"));
        ids.put("manager", of(cards, "Loïc"));
        ids.put("operator", of(cards, "Inès"));
        for (var role : ROLES) logIn(role);
        submit("delegate", "/agir-pour", "person=" + RealThings.DOCTOR);
        helps("other-delegate", "stranger");
        helps("ended-delegate", "holder");
        submit("holder", "/delegations/" + delegation("ended-delegate") + "/revocation", "");
        submit(
                "operator",
                "/operateur/acces/" + account("other-manager") + "/structures",
                "granted=true&structure=" + structure());
    }

    private static String of(Map<String, String> cards, String name) {
        return cards.entrySet().stream()
                .filter(card -> card.getKey().contains(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private String structure() {
        return jdbc.sql("select national_id from directory.structure where name like '%TILLEULS%' limit 1")
                .query(String.class)
                .single();
    }

    /** Invited, accepted, and chosen for the session. */
    private void helps(String role, String holder) throws Exception {
        var made = submit(holder, "/delegations", "name=" + role);
        var link = Pattern.compile("/invitation/[A-Za-z0-9_-]{43}").matcher(made.body());
        if (!link.find()) throw new IllegalStateException("no invitation: " + made.statusCode());
        submit(role, link.group(), "");
        submit(role, "/agir-pour", "person=" + ids.get(holder));
    }

    private long delegation(String role) {
        return jdbc.sql("select id from identity.delegation where delegate = :account")
                .param("account", account(role))
                .query(Long.class)
                .single();
    }

    long account(String role) {
        return jdbc.sql("select id from identity.account where national_id = :id")
                .param("id", nationalId(role))
                .query(Long.class)
                .single();
    }

    String nationalId(String role) {
        return ids.get(role);
    }

    private Visitor visitor(String role) throws IOException, InterruptedException {
        var visitor = new Visitor(port);
        return role.equals("anonymous") ? visitor : visitor.cookie(DemoLogin.cookie(port, nationalId(role)));
    }

    private void logIn(String role) throws IOException, InterruptedException {
        var visitor = visitor(role);
        visitors.put(role, visitor);
        tokens.put(role, RealThings.token(visitor.get("/connexion")));
    }

    /** In a session of its own, which this ends or replaces. */
    HttpResponse<String> once(String role, String method, String path, String form, boolean token)
            throws IOException, InterruptedException {
        var visitor = visitor(role);
        var sent = token ? "&_csrf=" + RealThings.token(visitor.get("/connexion")) : "";
        return visitor.send(method, path, form + sent);
    }

    HttpResponse<String> get(String role, String path) throws IOException, InterruptedException {
        return visitors.get(role).get(path);
    }

    /** As the form of a page sends it. */
    HttpResponse<String> send(String role, String method, String path, String form, boolean token)
            throws IOException, InterruptedException {
        return visitors.get(role).send(method, path, form + (token ? "&_csrf=" + tokens.get(role) : ""));
    }

    /** What comes of it shows in the walk. */
    void press(String role, String path, String form) throws IOException, InterruptedException {
        send(role, "POST", path, form, true);
    }

    /** What must come to pass for the walk to stand on it. */
    HttpResponse<String> submit(String role, String path, String form) throws IOException, InterruptedException {
        var answer = send(role, "POST", path, form, true);
        if (answer.statusCode() >= 400)
            throw new IllegalStateException(role + " at " + path + ": " + answer.statusCode() + " " + answer.body());
        return answer;
    }
}
