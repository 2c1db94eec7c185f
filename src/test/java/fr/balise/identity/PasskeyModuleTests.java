package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.identity.account.Guesses;
import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.util.ReflectionTestUtils;

/** A secretary who has no provider: her passkey, what it opens, and what is refused. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class PasskeyModuleTests {
    private static final String HOLDER = "899700001110";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    /** All tests come from one address, and would soon be asked to wait. */
    @BeforeEach
    void forgetWrongAnswers() {
        ReflectionTestUtils.setField(
                context.getBean("fr.balise.identity.passkey.PasskeyBook"), "guesses", new Guesses());
    }

    @Test
    void afterManyWrongAnswersFromOneAddressNoneIsLookedAt() throws Exception {
        var key = enrolled("Patience");
        key.count++;
        var before = refusals();
        for (int i = 0; i < 30; i++) {
            var guest = guest();
            enter(guest, guest.get("/connexion"), "x");
        }
        assertThat(refusals() - before).isBetween(20L, 29L);
        assertThat(Visitor.location(show(guest(), key))).isEqualTo("/connexion?refus=cle");
        forgetWrongAnswers();
        assertThat(Visitor.location(show(guest(), key))).isEqualTo("/");
    }

    private long refusals() {
        return jdbc.sql("select count(*) from audit.entry where action = 'identity.login-refused'")
                .query(Long.class)
                .single();
    }

    @Test
    void whoHasNoProviderMakesAnAccountAcceptsAndComesBackWithThePasskey() throws Exception {
        var link = invite("Nadia");
        var guest = guest();
        var key = key();
        assertThat(guest.get(link).body())
                .contains("Je n’ai ni e-CPS ni compte de ma structure")
                .doesNotContain("1110", "Nadia");
        assertThat(guest.get(link + "/cle").body()).contains("value=\"Nadia\"").doesNotContain("1110");
        var before = guest.session();

        assertThat(Visitor.location(make(guest, link, key, "Nadia Benali"))).isEqualTo(link);
        assertThat(guest.session()).isNotEqualTo(before); // nobody who knew the old id is logged in with her
        assertThat(guest.get("/").body()).contains("data-test=\"helps-nobody\"");
        var offer = guest.get(link);
        assertThat(offer.body()).contains("vous propose de préparer");
        assertThat(post(guest, link, offer, "").statusCode()).isEqualTo(302);
        assertThat(guest.get("/delegations").body()).contains("data-test=\"act-for-holder\"");

        assertThat(guest.post("/deconnexion", csrf(guest.get("/delegations"))).statusCode())
                .isEqualTo(302);
        assertThat(Visitor.location(guest.get("/delegations"))).isEqualTo("/connexion");
        key.count++;
        assertThat(Visitor.location(show(guest, key))).isEqualTo("/delegations");
        assertThat(guest.get("/delegations").body()).contains("data-test=\"act-for-holder\"", "Nadia Benali");
        assertThat(holder().get("/delegations").body())
                .contains("Nadia Benali", "invitation «\u00a0Nadia\u00a0»", "n’est pas vérifiée");
        assertThat(acts())
                .contains("identity.create-account", "identity.add-passkey", "identity.login", "identity.accept");
    }

    @Test
    void anInvitationMakesOneAccountAndThatOneAloneAcceptsIt() throws Exception {
        var link = invite("Une fois");
        make(guest(), link, key(), "Une");
        var accounts = accounts();

        var second = guest();
        var page = second.get(link + "/cle");
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(page.body()).contains("Un compte a déjà été créé");
        var login = second.get("/connexion");
        assertThat(question(second, link + "/cle/question", login).statusCode()).isEqualTo(409);
        var other = new Visitor(port).cookie(DemoLogin.cookie(port, "3990000010/T31"));
        assertThat(other.get(link).body()).contains("Un compte a déjà été créé");
        assertThat(post(other, link, other.get("/delegations"), "").statusCode())
                .isEqualTo(409);
        assertThat(accounts()).isEqualTo(accounts + 1); // of whoever is logged in as T31
        assertThat(holder().get("/delegations").body()).contains("data-test=\"delegation-opened\"");
    }

    @Test
    void twoWhoHoldTheSameLinkAtOnceMakeOneAccount() throws Exception {
        var link = invite("Ensemble");
        var first = guest();
        var second = guest();
        var a = key();
        var b = key();
        var pageA = first.get(link + "/cle");
        var pageB = second.get(link + "/cle");
        var answerA = a.made(question(first, link + "/cle/question", pageA).body());
        var answerB = b.made(question(second, link + "/cle/question", pageB).body());
        assertThat(post(first, link + "/cle", pageA, "name=A&credential=" + encoded(answerA))
                        .statusCode())
                .isEqualTo(302);
        var late = post(second, link + "/cle", pageB, "name=B&credential=" + encoded(answerB));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(keys()).doesNotContain("B");
        assertThat(accountsNamed("B")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"open_until = open_until - interval '8 days'", "revoked_at = now()", "ends_on = '2020-01-01'"})
    void anInvitationThatIsOverMakesNoAccount(String over) throws Exception {
        var link = invite("Trop tard");
        var guest = guest();
        var key = key();
        var page = guest.get(link + "/cle");
        var answer = key.made(question(guest, link + "/cle/question", page).body());
        jdbc.sql("update identity.delegation set " + over + " where invited = 'Trop tard'")
                .update();
        var made = post(guest, link + "/cle", page, "name=Trop+tard&credential=" + encoded(answer));
        assertThat(made.statusCode()).isEqualTo(409);
        assertThat(guest.get(link + "/cle").statusCode()).isEqualTo(409);
        assertThat(accountsNamed("Trop tard")).isZero();
        jdbc.sql("delete from identity.delegation where invited = 'Trop tard'").update();
    }

    @Test
    void aLinkThatNobodyMadeOpensNothing() throws Exception {
        var guest = guest();
        var page = guest.get("/connexion");
        assertThat(guest.get("/invitation/x/cle").statusCode()).isEqualTo(409);
        assertThat(question(guest, "/invitation/x/cle/question", page).statusCode())
                .isEqualTo(409);
        assertThat(post(guest, "/invitation/x/cle", page, "name=x&credential=x").statusCode())
                .isEqualTo(409);
    }

    @Test
    void anAnswerOpensOnceAndInItsOwnSessionOnly() throws Exception {
        var key = enrolled("Rejeu");
        var guest = guest();
        var page = guest.get("/connexion");
        key.count++;
        var answer = key.shown(question(guest, "/connexion/cle/question", page).body());
        var other = guest();
        var elsewhere = other.get("/connexion");
        question(other, "/connexion/cle/question", elsewhere);
        refused(other, elsewhere, answer, "challenge"); // carried to a browser that was asked something else

        assertThat(Visitor.location(enter(guest, page, answer))).isEqualTo("/");
        var again = guest();
        refused(again, again.get("/connexion"), answer, "no-challenge");
    }

    @Test
    void anAnswerIsLookedAtOnceEvenIfItWasWrong() throws Exception {
        var key = enrolled("Une seule");
        var guest = guest();
        var page = guest.get("/connexion");
        key.count++;
        var answer = key.shown(question(guest, "/connexion/cle/question", page).body());
        refused(guest, page, "{}", "unreadable");
        refused(guest, page, answer, "no-challenge");
    }

    @Test
    void anotherSitesAnswerIsRefused() throws Exception {
        var key = enrolled("Ailleurs");
        key.count++;
        key.origin = "https://balise.example.org";
        refusedAtLogin(key, "origin");
        key.origin = origin();
        key.party = "example.org";
        refusedAtLogin(key, "origin");
    }

    @Test
    void aCounterThatGoesBackIsACopyAndIsRefused() throws Exception {
        var key = enrolled("Copie");
        key.count = 7;
        assertThat(Visitor.location(show(guest(), key))).isEqualTo("/");
        refusedAtLogin(key, "counter");
        key.count = 3;
        refusedAtLogin(key, "counter");
        key.count = 0;
        refusedAtLogin(key, "counter");
        key.count = 8;
        assertThat(Visitor.location(show(guest(), key))).isEqualTo("/");
    }

    @Test
    void aDeviceThatDoesNotCountIsWelcomeAgainAndAgain() throws Exception {
        var link = invite("Sans compteur");
        var key = key();
        key.count = 0;
        make(guest(), link, key, "Sans compteur");
        assertThat(Visitor.location(show(guest(), key))).isEqualTo("/");
        assertThat(Visitor.location(show(guest(), key))).isEqualTo("/");
    }

    @Test
    void whoIsNotRecognisedByTheDeviceMakesNothingAndOpensNothing() throws Exception {
        var link = invite("Sans vérification");
        var unsure = key();
        unsure.verifies = false;
        assertThat(make(guest(), link, unsure, "Sans vérification").statusCode())
                .isEqualTo(409);
        assertThat(accountsNamed("Sans vérification")).isZero();

        var key = enrolled("Vérifiée");
        key.count++;
        key.verifies = false;
        refusedAtLogin(key, "not-verified");
    }

    @Test
    void aStrangersKeyOpensNothing() throws Exception {
        refusedAtLogin(key(), "unknown");
    }

    @Test
    void aQuestionToShowAKeyIsNotAnsweredByMakingOne() throws Exception {
        var link = invite("Mélange");
        var guest = guest();
        var page = guest.get(link + "/cle");
        var asked = question(guest, link + "/cle/question", page).body();
        question(guest, "/connexion/cle/question", page); // replaces it
        var made = post(guest, link + "/cle", page, "name=M&credential=" + encoded(key().made(asked)));
        assertThat(made.statusCode()).isEqualTo(409);
        assertThat(accountsNamed("M")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"id\":1}",
                "{\"rawId\":\"%%%\"}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"response\":null}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"x\",\"response\":{}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"authenticatorData\":\"AA\","
                        + "\"clientDataJSON\":\"AA\",\"signature\":\"AA\",\"userHandle\":\"AA\"}}",
                "<script>alert(1)</script>",
                "\u0000"
            })
    void hostileAnswersGetAnOrderlyRefusal(String hostile) throws Exception {
        var guest = guest();
        var page = guest.get("/connexion");
        question(guest, "/connexion/cle/question", page);
        var answer = enter(guest, page, hostile);
        assertThat(answer.statusCode()).isIn(302, 400);
        assertThat(answer.headers().firstValue("Location").orElse("/connexion?refus=cle"))
                .isEqualTo("/connexion?refus=cle");
        assertThat(guest.get("/connexion?refus=cle").body()).contains("n’a pas été reconnue");
    }

    @Test
    void anAccountWithoutDelegationsIsToldWhatToDoAndSeesNothing() throws Exception {
        var guest = guest();
        make(guest, invite("Finie"), key(), "Finie");
        assertThat(guest.get("/").body()).contains("Demandez une invitation");
        assertThat(guest.get("/mes-boites").statusCode()).isEqualTo(403);
        assertThat(guest.get("/operateur").statusCode()).isEqualTo(403);
        var made = post(guest, "/delegations", guest.get("/delegations"), "name=Autre");
        assertThat(made.statusCode()).isEqualTo(409); // nobody's holder
    }

    @Test
    void staffCannotMakeARoleOfAnInvitation() throws Exception {
        make(guest(), invite("Inès Marchal"), key(), "Inès Marchal"); // a colleague's name, typed
        long id = jdbc.sql("select id from identity.account where name = 'Inès Marchal' and issuer = 'balise'")
                .query(Long.class)
                .single();
        jdbc.sql("update identity.account set operator = true where national_id = '" + HOLDER + "'")
                .update();
        var staff = holder();
        var page = staff.get("/operateur/acces");
        assertThat(page.body()).contains("data-test=\"access-invited\"");
        for (var act : List.of("/operateur?granted=true", "/structures?granted=true&structure=1990000010")) {
            var words = act.split("\\?");
            var answer = post(staff, "/operateur/acces/" + id + words[0], page, words[1]);
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("ne peut pas recevoir de rôle");
        }
        assertThatThrownBy(() -> jdbc.sql("update identity.account set operator = true where id = :id")
                        .param("id", id)
                        .update())
                .hasMessageContaining("account_operator_is_proven");
        jdbc.sql("update identity.account set operator = false where national_id = '" + HOLDER + "'")
                .update();
    }

    @Test
    void keysAreAddedNamedAndRemovedAndTheLastOneOnlyAfterAWarning() throws Exception {
        var first = key();
        var guest = guest();
        make(guest, invite("Deux"), first, "Deux");
        var second = key();
        var page = guest.get("/mes-cles");
        assertThat(page.body()).contains("Première clé", "data-test=\"passkeys-one\"");
        var asked = question(guest, "/mes-cles/question", page).body();
        assertThat(asked).contains("excludeCredentials").contains("\"id\":\"");
        var added = post(guest, "/mes-cles", page, "name=Tablette&credential=" + encoded(second.made(asked)));
        assertThat(added.statusCode()).isEqualTo(302);
        assertThat(guest.get("/mes-cles").body()).contains("Tablette", "Pas utilisée depuis sa création");
        second.count++;
        var elsewhere = guest();
        assertThat(Visitor.location(show(elsewhere, second))).isEqualTo("/");
        assertThat(elsewhere.get("/mes-cles").body()).contains("Dernière connexion le");

        long id = keyNamed("Tablette");
        post(guest, "/mes-cles/" + id + "/nom", page, "name=Poste");
        assertThat(post(guest, "/mes-cles/" + id + "/retrait", page, "").statusCode())
                .isEqualTo(302);
        assertThat(Visitor.location(elsewhere.get("/mes-cles"))).isEqualTo("/connexion"); // its session is over too
        second.count++;
        refusedAtLogin(second, "unknown");

        long last = jdbc.sql("select max(p.id) from identity.passkey p join identity.account a on a.id = p.account"
                        + " where a.name = 'Deux'")
                .query(Long.class)
                .single();
        var warned = post(guest, "/mes-cles/" + last + "/retrait", page, "");
        assertThat(warned.statusCode()).isEqualTo(409);
        assertThat(warned.body()).contains("C’est votre dernière clé", "name=\"last\"");
        assertThat(post(guest, "/mes-cles/" + last + "/retrait", page, "last=true")
                        .statusCode())
                .isEqualTo(302);
        assertThat(acts()).contains("identity.remove-passkey");
    }

    @Test
    void nobodyTouchesAnothersKeys() throws Exception {
        make(guest(), invite("Victime"), key(), "Victime");
        long theirs = jdbc.sql("select p.id from identity.passkey p join identity.account a on a.id = p.account"
                        + " where a.name = 'Victime'")
                .query(Long.class)
                .single();
        var guest = guest();
        make(guest, invite("Voisine"), key(), "Voisine");
        var page = guest.get("/mes-cles");
        assertThat(post(guest, "/mes-cles/" + theirs + "/retrait", page, "last=true")
                        .statusCode())
                .isEqualTo(409);
        assertThat(post(guest, "/mes-cles/" + theirs + "/nom", page, "name=x").statusCode())
                .isEqualTo(409);
        assertThat(jdbc.sql("select name from identity.passkey where id = :id")
                        .param("id", theirs)
                        .query(String.class)
                        .single())
                .isEqualTo("Première clé");
    }

    @Test
    void aSessionThatWasLeftOpenGivesNobodyAKey() throws Exception {
        var guest = guest();
        make(guest, invite("Ouverte"), key(), "Ouverte");
        var page = guest.get("/mes-cles");
        var asked = question(guest, "/mes-cles/question", page).body();
        ageSessions();
        var stale = guest.get("/mes-cles");
        assertThat(stale.body()).contains("data-test=\"passkeys-stale\"").doesNotContain("data-test=\"passkey-add\"");
        assertThat(question(guest, "/mes-cles/question", stale).statusCode()).isEqualTo(409);
        assertThat(post(guest, "/mes-cles", stale, "name=Intrus&credential=" + encoded(key().made(asked)))
                        .statusCode())
                .isEqualTo(409);
        assertThat(keys()).doesNotContain("Intrus");
        var out = post(guest, "/deconnexion", stale, "retour=/mes-cles");
        assertThat(Visitor.location(out)).isEqualTo("/");
        assertThat(Visitor.location(guest.get("/"))).isEqualTo("/connexion");
    }

    @Test
    void whoHasAProviderHasNoPasskeys() throws Exception {
        assertThat(holder().get("/mes-cles").statusCode()).isEqualTo(404);
    }

    @Test
    void byANumberThereAreNoPasskeysAndAReasonIsGiven() throws Exception {
        var link = invite("Par numéro");
        var guest = new Visitor(port);
        assertThat(guest.get(link).body()).contains("ouvert par un numéro");
        assertThat(guest.get(link + "/cle").body())
                .contains("ouvert par un numéro")
                .doesNotContain("data-test=\"passkey-make\"");
        var page = guest.get("/connexion");
        assertThat(page.body()).doesNotContain("login-passkey");
        assertThat(question(guest, "/connexion/cle/question", page).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aSessionHoldsAnIdAndNothingOfTheKey() throws Exception {
        var guest = guest();
        make(guest, invite("Session"), key(), "Session");
        long account = jdbc.sql("select id from identity.account where name = 'Session'")
                .query(Long.class)
                .single();
        assertThat(jdbc.sql(
                                "select attribute_name from identity.spring_session_attributes a join identity.spring_session s"
                                        + " on s.primary_id = a.session_primary_id where s.principal_name = :name order by 1")
                        .param("name", "account:" + account)
                        .query(String.class)
                        .list())
                .isSubsetOf(
                        "SPRING_SECURITY_CONTEXT",
                        "balise.since",
                        "balise.wanted",
                        "org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository.CSRF_TOKEN");
    }

    @Test
    void neitherLinkNorNameStandsInTheTrace() throws Exception {
        var link = invite("Zénobie Trace");
        make(guest(), link, key(), "Zénobie Trace");
        var token = link.substring(link.lastIndexOf('/') + 1);
        for (var secret : List.of(token, "Zénobie"))
            assertThat(jdbc.sql("select count(*) from audit.entry e where e::text like '%' || :secret || '%'")
                            .param("secret", secret)
                            .query(Long.class)
                            .single())
                    .isZero();
    }

    private String origin() {
        return "http://localhost:" + port;
    }

    private SoftKey key() throws Exception {
        return new SoftKey(origin());
    }

    private Visitor guest() {
        return new Visitor("localhost", port);
    }

    private Visitor holder() throws Exception {
        return new Visitor(port).cookie(DemoLogin.cookie(port, HOLDER));
    }

    /** A key that has an account. */
    private SoftKey enrolled(String name) throws Exception {
        var key = key();
        assertThat(make(guest(), invite(name), key, name).statusCode()).isEqualTo(302);
        return key;
    }

    private String invite(String name) throws Exception {
        var holder = holder();
        var made = post(holder, "/delegations", holder.get("/delegations"), "name=" + encoded(name));
        var link = Pattern.compile("(/invitation/[A-Za-z0-9_-]{43})").matcher(made.body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private HttpResponse<String> make(Visitor guest, String link, SoftKey key, String name) throws Exception {
        var page = guest.get(link + "/cle");
        var answer = key.made(question(guest, link + "/cle/question", page).body());
        return post(guest, link + "/cle", page, "name=" + encoded(name) + "&credential=" + encoded(answer));
    }

    private HttpResponse<String> show(Visitor guest, SoftKey key) throws Exception {
        var page = guest.get("/connexion");
        return enter(
                guest,
                page,
                key.shown(question(guest, "/connexion/cle/question", page).body()));
    }

    private static HttpResponse<String> enter(Visitor guest, HttpResponse<String> page, String answer)
            throws Exception {
        return post(guest, "/connexion/cle", page, "credential=" + encoded(answer));
    }

    private void refusedAtLogin(SoftKey key, String code) throws Exception {
        var guest = guest();
        var page = guest.get("/connexion");
        refused(
                guest,
                page,
                key.shown(question(guest, "/connexion/cle/question", page).body()),
                code);
    }

    private void refused(Visitor guest, HttpResponse<String> page, String answer, String code) throws Exception {
        assertThat(Visitor.location(enter(guest, page, answer))).isEqualTo("/connexion?refus=cle");
        assertThat(Visitor.location(guest.get("/delegations"))).isEqualTo("/connexion");
        assertThat(jdbc.sql("select after::json ->> 'reason' from audit.entry where action = 'identity.login-refused'"
                                + " order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo(code);
    }

    /** As the script asks: the form's token in a header. */
    private static HttpResponse<String> question(Visitor who, String path, HttpResponse<String> page) throws Exception {
        return who.post(path, "name=x", "X-CSRF-TOKEN", Visitor.field(page, "_csrf"));
    }

    private static HttpResponse<String> post(Visitor who, String path, HttpResponse<String> page, String form)
            throws Exception {
        return who.post(path, form + "&" + csrf(page));
    }

    private static String csrf(HttpResponse<String> page) {
        return "_csrf=" + encoded(Visitor.field(page, "_csrf"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** As if everybody had logged in eleven minutes ago. */
    private void ageSessions() {
        var since = jdbc.sql(
                        "select distinct attribute_bytes from identity.spring_session_attributes where attribute_name = 'balise.since'")
                .query((row, _) -> row.getBytes(1))
                .list();
        for (var bytes : since)
            jdbc.sql("update identity.spring_session_attributes set attribute_bytes = :older"
                            + " where attribute_name = 'balise.since' and attribute_bytes = :bytes")
                    .param("older", older(bytes))
                    .param("bytes", bytes)
                    .update();
    }

    /** A serialised Long ends with its value. */
    private static byte[] older(byte[] serialised) {
        var buffer = java.nio.ByteBuffer.wrap(serialised.clone());
        int at = serialised.length - Long.BYTES;
        return buffer.putLong(at, buffer.getLong(at) - 11 * 60_000).array();
    }

    private long accounts() {
        return jdbc.sql("select count(*) from identity.account")
                .query(Long.class)
                .single();
    }

    private long accountsNamed(String name) {
        return jdbc.sql("select count(*) from identity.account where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private List<String> keys() {
        return jdbc.sql("select name from identity.passkey").query(String.class).list();
    }

    private long keyNamed(String name) {
        return jdbc.sql("select id from identity.passkey where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private List<String> acts() {
        return jdbc.sql("select action from audit.entry").query(String.class).list();
    }
}
