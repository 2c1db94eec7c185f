package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** What the operator's staff grant, take away and look up. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class StaffPagesModuleTests {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiKeys keys;

    Visitor staff;
    HttpResponse<String> page;

    @BeforeEach
    void login() throws Exception {
        var person = "3990000999/STAFF";
        accounts.grantOperator(new NationalPersonId(person), "system");
        staff = new Visitor(port).cookie(DemoLogin.cookie(port, person));
        page = staff.get("/operateur");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??");
    }

    @Test
    void aColleagueIsAppointedAndDismissedAtOnce() throws Exception {
        var number = "899700006010";
        assertThat(post("/operateur/acces/operateurs", "nationalId=" + number).statusCode())
                .isEqualTo(302);
        var colleague = new Visitor(port).cookie(DemoLogin.cookie(port, number));
        assertThat(colleague.get("/operateur/acces").statusCode()).isEqualTo(200);
        assertThat(post("/operateur/acces/" + account(number) + "/operateur", "granted=false")
                        .statusCode())
                .isEqualTo(302);
        assertThat(colleague.get("/operateur/acces").statusCode()).isEqualTo(403); // same session, next click
        assertThat(lastActs()).contains("identity.revoke-operator", "identity.denied", "identity.grant-operator");
    }

    @Test
    void nobodyTakesAwayOnesOwnRole() throws Exception {
        var refused = post("/operateur/acces/" + account("3990000999/STAFF") + "/operateur", "granted=false");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("demandez à un collègue");
        assertThat(staff.get("/operateur/acces").statusCode()).isEqualTo(200);
    }

    @Test
    void aStructureIsEntrustedAndTakenBack() throws Exception {
        var number = "3990000028/IT";
        new Visitor(port).cookie(DemoLogin.cookie(port, number));
        var id = account(number);
        assertThat(post("/operateur/acces/" + id + "/structures", "structure=1990000028&granted=true")
                        .statusCode())
                .isEqualTo(302);
        assertThat(staff.get("/operateur/acces").body())
                .contains("Gère les boîtes de service de la structure 1990000028");
        post("/operateur/acces/" + id + "/structures", "structure=1990000028&granted=false");
        assertThat(staff.get("/operateur/acces").body()).doesNotContain("structure 1990000028");
        assertThat(lastActs()).contains("identity.grant-manager", "identity.revoke-manager");
    }

    @Test
    void aKeyIsShownOnceAndRevokedAtOnce() throws Exception {
        var made = post("/operateur/cles", "name=Logiciel+du+cabinet&domains=cabinet.mssante.fr");
        var secret = Pattern.compile("balise_[A-Za-z0-9_-]{43}").matcher(made.body());
        assertThat(secret.find()).isTrue();
        var key = keys.find(secret.group()).orElseThrow();
        assertThat(key.mayPublish("cabinet.mssante.fr")).isTrue();
        assertThat(staff.get("/operateur/cles").body())
                .contains("Logiciel du cabinet", secret.group().substring(0, 13))
                .doesNotContain(secret.group());
        assertThat(post("/operateur/cles/" + key.id() + "/revocation", "").statusCode())
                .isEqualTo(302);
        assertThat(keys.find(secret.group())).isEmpty();
        assertThat(post("/operateur/cles/" + key.id() + "/revocation", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theRecordIsReadVerifiedAndExported() throws Exception {
        Thread.sleep(1_000); // the seal of the login
        assertThat(staff.get("/operateur/audit?action=identity.login").body())
                .contains("identity.login", "account:")
                .doesNotContain("??", "3990000999");
        assertThat(staff.get("/operateur/audit?action=nothing.").body()).contains("Aucun acte");
        assertThat(staff.get("/operateur/audit?from=demain").statusCode()).isEqualTo(400);
        assertThat(post("/operateur/audit/verification", "").body()).contains("data-test=\"audit-intact\"");
        var export = post("/operateur/audit/export", "action=identity.");
        assertThat(export.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment");
        var lines = export.body().lines().toList();
        assertThat(lines).isNotEmpty();
        for (var line : lines)
            assertThat(JsonMapper.shared().readTree(line).get("action").asString())
                    .startsWith("identity.");
        assertThat(lastActs()).contains("audit.export");
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("operateurs", "nationalId=", 409),
                Arguments.of("operateurs", "nationalId=8", 409),
                Arguments.of("operateurs", "nationalId=8997+1", 409),
                Arguments.of("operateurs", "nationalId=8%0D%0A1", 409),
                Arguments.of("operateurs", "nationalId=8%001", 409),
                Arguments.of("operateurs", "nationalId=" + "8".repeat(321), 409),
                Arguments.of("operateurs", "x=y", 409),
                Arguments.of("1e3/operateur", "granted=true", 404),
                Arguments.of("-1/operateur", "granted=true", 404),
                Arguments.of("999999999/operateur", "granted=true", 404),
                Arguments.of("999999999999999999999/operateur", "granted=true", 404),
                Arguments.of("ME/operateur", "granted=perhaps", 400),
                Arguments.of("ME/operateur", "", 400),
                Arguments.of("ME/structures", "granted=true", 409),
                Arguments.of("ME/structures", "structure=&granted=true", 409),
                Arguments.of("ME/structures", "structure=1%27--&granted=true", 409),
                Arguments.of("ME/structures", "structure=" + "1".repeat(41) + "&granted=true", 409),
                Arguments.of("ME/structures", "structure=%3Cb%3E&granted=true", 409),
                Arguments.of("ME/structures", "structure=1+2&granted=true", 409),
                Arguments.of("ME/structures", "structure=..%2F..&granted=true", 409),
                Arguments.of("ME/structures", "structure=1990000036&granted=2", 400));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileGrantsChangeNothing(String path, String form, int status) throws Exception {
        var before = granted();
        var target = path.replace("ME", String.valueOf(account("3990000999/STAFF")));
        var answer = post("/operateur/acces/" + target, form);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception", "??");
        assertThat(granted()).isEqualTo(before);
        assertThat(staff.get("/operateur/acces").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("keyForms")
    void hostileKeysAreNotMade(String form) throws Exception {
        var before = jdbc.sql("select count(*) from identity.api_key")
                .query(Long.class)
                .single();
        var answer = post("/operateur/cles", form);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).doesNotContain("<script>alert", "data-test=\"key-secret\"", "Exception");
        assertThat(jdbc.sql("select count(*) from identity.api_key")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
    }

    static Stream<String> keyForms() {
        return Stream.of(
                "",
                "name=",
                "name=+",
                "name=" + "x".repeat(81),
                "name=a%0Ab",
                "name=a%00",
                "name=a&domains=*",
                "name=a&domains=fr",
                "name=a&domains=a..fr",
                "name=a&domains=.a.fr",
                "name=a&domains=a.fr/b",
                "name=a&domains=a@b.fr",
                "name=a&domains=%C3%A9.fr",
                "name=a&domains=a.fr%00",
                "name=a&domains=%3Cscript%3Ealert(1)%3C/script%3E",
                "name=a&domains=" + "a".repeat(260) + ".fr",
                "name=a&domains=" + "a.fr+b.fr+".repeat(3) + "%27",
                "name=a&domains=${7*7}.fr".replace("{", "%7B").replace("}", "%7D"),
                "name=a&domains=a_b.fr",
                "name=a&domains=a.fr:25");
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return staff.post(path, form + (form.isEmpty() ? "" : "&") + "_csrf=" + Visitor.field(page, "_csrf"));
    }

    private long account(String nationalId) {
        return jdbc.sql("select id from identity.account where national_id = :id")
                .param("id", nationalId)
                .query(Long.class)
                .single();
    }

    private String granted() {
        return jdbc.sql("select (select count(*) from identity.account where operator) || '/' ||"
                        + " (select count(*) from identity.manager)")
                .query(String.class)
                .single();
    }

    private List<String> lastActs() {
        return jdbc.sql("select action from audit.entry order by id desc limit 20")
                .query(String.class)
                .list();
    }
}
