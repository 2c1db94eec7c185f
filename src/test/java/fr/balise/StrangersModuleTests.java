package fr.balise;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.RealThings.Of;
import fr.balise.identity.LoginCards;
import fr.balise.testing.FreshEngine;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Walks every route that names a thing, with things that are really there: whoever has no right to one is turned away from it, and
 * whoever has a right is not. Who may use which route at all is docs/routes.tsv's; here it is about whose thing it is. A route whose
 * variables name nothing real fails: whoever adds one says in {@link RealThings} on what that is shown.
 */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "balise.routes-walk=here")
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshEngine.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangersModuleTests {
    private static final List<String> STRANGERS =
            List.of("stranger", "other-delegate", "ended-delegate", "other-manager");

    private static final Set<String> TURNED_AWAY = Set.of("login", "403", "404");

    private static final Set<String> NOTHING_SHOWN = Set.of("login", "400", "403", "404", "405");

    /** After everything else: the mailbox is hidden then. */
    private static final Set<String> LAST = Set.of(
            "POST /mes-boites/{box}/pas-a-moi",
            "POST /mes-boites/{box}/a-moi",
            "POST /mes-boites/{box}/espace/regles/{rule:[0-9]{1,18}}/arreter");

    /** Public, or with a lock of its own: a link that is the right itself, keys of programs, the demo's levers. */
    private static final List<String> OPEN = List.of(
            "/actuator",
            "/aide",
            "/annuaire",
            "/api/",
            "/assets/",
            "/bal/",
            "/connexion",
            "/demo/",
            "/fhir/",
            "/invitation/",
            "/messagerie/invitation/",
            "/note/",
            "/webjars/");

    /** Looked for among one's own findings: what is not there has been dealt with, and home says so. */
    private static final List<String> OWN = List.of("/points/{finding}/pas-concerne", "/points/{finding}/retablir");

    /** Things that only a finished hand-over, or an uploaded file, makes: the tests of {@code record} and {@code promotion} ask as strangers. */
    private static final List<String> OTHERS = List.of(
            "/carnets/{book:[0-9]{1,18}}",
            "/classement/{mailbox:[0-9]{1,18}}/envois/",
            "/operateur/logiciels/{id:[0-9]{1,18}}");

    /** What a delegate does for the holder: it prepares, and the holder decides. Every other act on the holder's things is refused. */
    private static final Set<String> PREPARES = Set.of(
            "/demarches/{id}/abandonner",
            "/faire-connaitre/{place:tous|[0-9]{1,18}}/apparence",
            "/mes-boites/{box}/brouillon",
            "/mes-boites/{box}/demandes",
            "/mes-boites/{box}/depublier",
            "/mes-boites/{box}/depublier/apercu",
            "/mes-boites/{box}/espace/preparer",
            "/mes-boites/{box}/espace/preparer/retirer",
            "/mes-boites/{box}/espace/preparer/somme",
            "/mes-boites/{box}/supprimer");

    /** Where even the owner has none of it, or where the act needs more than this walk can give. */
    private static final Set<String> SHOWS_NOTHING = Set.of(
            "- /mes-cles/{id:[0-9]{1,18}}/nom",
            "- /mes-cles/{id:[0-9]{1,18}}/retrait",
            "doctor /mes-boites/{box}/espace/messages/{folder:[0-9]{1,9}}/{uid:[0-9]{1,10}}/images/{number:[0-9]{1,3}}",
            "doctor /mes-boites/{box}/espace/messages/{folder:[0-9]{1,9}}/{uid:[0-9]{1,10}}/pieces/{number:[0-9]{1,3}}/apercu/{part:[0-9]{1,2}}",
            "doctor /mes-boites/{box}/connexion/jeton",
            "doctor /mes-boites/{box}/connexion/jeton/oublier",
            "doctor /mes-boites/{box}/connexion/reponse",
            "doctor /mes-boites/{box}/connexion/reponse/apercu",
            "doctor /mes-boites/{box}/connexion/reponse/retirer",
            "doctor /mes-boites/{box}/connexion/reponse/verifier",
            "service /mes-boites/{box}/code",
            "service /mes-boites/{box}/connexion",
            "service /mes-boites/{box}/connexion/photo",
            "service /mes-boites/{box}/connexion/retirer",
            "service /mes-boites/{box}/connexion/jeton",
            "service /mes-boites/{box}/connexion/jeton/oublier",
            "service /mes-boites/{box}/connexion/reponse",
            "service /mes-boites/{box}/connexion/reponse/apercu",
            "service /mes-boites/{box}/connexion/reponse/retirer",
            "service /mes-boites/{box}/connexion/reponse/verifier",
            "doctor /mes-boites/{box}/espace/archives/{id:[0-9]{1,18}}/fichier",
            "service /mes-boites/{box}/retirer",
            "service /messagerie/{id:[0-9]{1,18}}/mots-de-passe");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    LoginCards cast;

    @Autowired
    JdbcClient jdbc;

    Walkers people;
    RealThings things;

    @BeforeAll
    void everybodyIsThereAndEverything() throws Exception {
        var cards = cast.cards().stream()
                .collect(Collectors.toMap(
                        LoginCards.Card::name, card -> card.nationalId().value()));
        people = new Walkers(port, jdbc, cards);
        things = new RealThings(people, jdbc);
    }

    /** An id of a mailbox can be computed by whoever knows the address and the person. */
    @Test
    @Order(1)
    void theIdThatAMailboxWouldHaveForAStrangerLeadsNowhere() throws Exception {
        for (var role : STRANGERS)
            for (var route : routes())
                if (route.contains(" /mes-boites/{box}")) {
                    var person = people.nationalId(role.equals("other-delegate") ? "stranger" : role);
                    var path = things.path(route, Of.DOCTOR)
                            .replaceFirst("/mes-boites/[0-9a-f]{20}", "/mes-boites/" + things.guessed(person));
                    var answer = route.startsWith("GET ")
                            ? people.get(role, path)
                            : people.send(role, "POST", path, things.form(route, Of.DOCTOR), true);
                    assertThat(answer.statusCode()).as(route + " as " + role).isIn(403, 404);
                }
    }

    /** Numbers can be guessed: only a right to manage that mailbox of a structure, given by name, opens its pages; its manager sees figures. */
    @Test
    @Order(1)
    void theNumberOfAMailboxLeadsNowhereForWhoeverWasNotGivenTheRightToManageIt() throws Exception {
        var roles = new ArrayList<>(STRANGERS);
        roles.addAll(List.of("holder", "delegate", "manager", "operator"));
        for (var role : roles)
            for (var route : routes())
                if (route.contains(" /mes-boites/{box}/espace"))
                    for (var of : Of.values()) {
                        var path = things.path(route, Of.DOCTOR)
                                .replaceFirst("/mes-boites/[0-9a-f]{20}", "/mes-boites/" + things.number(of));
                        var answer = route.startsWith("GET ")
                                ? people.get(role, path)
                                : people.send(role, "POST", path, things.form(route, Of.DOCTOR), true);
                        boolean figures = role.equals("manager")
                                && of == Of.SERVICE
                                && route.equals("GET /mes-boites/{box}/espace");
                        assertThat(answer.statusCode())
                                .as(route + " of " + of + " as " + role)
                                .isIn(figures ? List.of(200) : List.of(403, 404));
                        if (figures) assertThat(answer.body()).contains("data-test=\"figures-only\"");
                    }
    }

    @Test
    @Order(2)
    void whoeverHasNoRightToAThingIsTurnedAwayFromItAndItsOwnerIsNot() throws Exception {
        var wrong = new ArrayList<String>();
        int walked = 0;
        for (boolean last : new boolean[] {false, true})
            for (var route : routes())
                if (LAST.contains(route) == last)
                    for (var of : Of.values())
                        if (of == Of.DOCTOR || RealThings.isOfMailbox(route)) {
                            check(route, of, wrong);
                            walked++;
                        }
        assertThat(wrong).isEmpty();
        assertThat(walked).as("the walk goes over most of the routes").isGreaterThan(100);
    }

    private void check(String route, Of of, List<String> wrong) throws Exception {
        var path = route.substring(route.indexOf(' ') + 1);
        if (route.endsWith("/recuperer/fichier")) exportsHaveEnded();
        Map<String, String> row = new LinkedHashMap<>();
        for (var role : Walkers.ROLES) row.put(role, outcome(role, route, of));
        if (!TURNED_AWAY.contains(row.get("anonymous"))) wrong.add("nobody gets in: " + route + " " + row);
        for (var role : STRANGERS)
            if (!TURNED_AWAY.contains(row.get(role))) wrong.add(role + " gets in: " + route + " " + row);
        var about = RealThings.isOfMailbox(route) ? of == Of.SERVICE ? "service" : "doctor" : "-";
        if (route.startsWith("POST ")
                && of == Of.DOCTOR
                && !PREPARES.contains(path)
                && !Set.of("403", "404").contains(row.get("delegate")))
            wrong.add("a delegate decides: " + route + " " + row);
        boolean inside = about.equals("service") && path.startsWith("/mes-boites/{box}/espace/");
        if (inside && !Set.of("403", "404").contains(row.get("manager")))
            wrong.add("whoever manages the structure sees into a mailbox: " + route + " " + row);
        if (inside) return;
        boolean managed = about.equals("service") || path.startsWith("/services/");
        var owner = managed ? "manager" : path.startsWith("/operateur") ? "operator" : "holder";
        if (!SHOWS_NOTHING.contains(about + " " + path) && NOTHING_SHOWN.contains(row.get(owner)))
            wrong.add("the walk of " + owner + " shows nothing: " + about + " " + route + " " + row);
    }

    /** Whether there is a file to take away depends on the job that makes it. */
    private void exportsHaveEnded() throws InterruptedException {
        for (int looks = 0; looks < 600; looks++) {
            var going = jdbc.sql(
                            "select count(*) from jobs.job where state not in ('done', 'failed', 'cancelled', 'paused')")
                    .query(Long.class)
                    .single();
            if (going == 0) return;
            Thread.sleep(100);
        }
        throw new AssertionError("background work does not end");
    }

    /** {@code login}: sent to the login page, or 401 for programs; else the status as it stands. */
    private String outcome(String role, String route, Of of) throws Exception {
        var answer = send(role, route, of);
        assertThat(answer.statusCode()).as(route + " as " + role).isLessThan(500);
        var to = answer.headers().firstValue("Location").orElse("");
        return answer.statusCode() == 401 || to.equals("/connexion") ? "login" : String.valueOf(answer.statusCode());
    }

    private HttpResponse<String> send(String role, String route, Of of) throws Exception {
        var method = route.substring(0, route.indexOf(' '));
        var path = things.path(route, of);
        return method.equals("GET")
                ? people.get(role, path)
                : people.send(role, method, path, things.form(route, of), true);
    }

    /** Those that name a thing which belongs to somebody. */
    private Set<String> routes() {
        var routes = new TreeMap<String, String>();
        for (var mapping :
                context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values())
            for (var info : mapping.getHandlerMethods().keySet())
                for (var path : info.getPatternValues())
                    if (path.contains("{")
                            && !OWN.contains(path)
                            && Stream.concat(OPEN.stream(), OTHERS.stream()).noneMatch(path::startsWith))
                        for (var method : methods(info)) routes.put(path + " " + method, method + " " + path);
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
