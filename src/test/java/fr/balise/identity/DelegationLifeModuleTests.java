package fr.balise.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
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

/** From the invitation to the end of a delegation, as the two people see it. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class DelegationLifeModuleTests {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aSecretaryIsInvitedAcceptsPreparesAndIsRevoked() throws Exception {
        var holder = visitor("899700001110");
        var guest = visitor("3990000010/T01");
        var link = invite(holder, "name=Nadia");

        var offer = guest.get(link);
        assertThat(offer.statusCode()).isEqualTo(200);
        assertThat(acting(guest)).isFalse(); // looking changed nothing
        assertThat(post(guest, link, offer, "").statusCode()).isEqualTo(302);
        assertThat(guest.get("/delegations").body()).contains("Préparer pour … 1110");
        assertThat(acting(guest)).isTrue();
        assertThat(holder.get("/delegations").body()).contains("En cours");

        assertThat(revoke(holder).statusCode()).isEqualTo(302);
        assertThat(acting(guest)).isFalse(); // with the next click
        assertThat(holder.get("/delegations").body()).contains("Révoquée");
        assertThat(guest.get(link).body()).contains("Cette invitation a été retirée");
        assertThat(acts()).contains("identity.invite", "identity.accept", "identity.revoke-delegation");
    }

    @Test
    void theLinkIsMailedWhereAnAddressIsGiven() throws Exception {
        var holder = visitor("899700001219");
        var made = post(
                holder, "/delegations", holder.get("/delegations"), "name=Par+courriel&mail=nadia@cabinet.example");
        assertThat(made.body()).contains("envoyé par courriel");
        assertThat(jdbc.sql("select count(*) from outbox.message"
                                + " where recipient = 'nadia@cabinet.example' and purpose = 'invitation'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void anInvitationWorksOnce() throws Exception {
        var holder = visitor("899700001128");
        var link = invite(holder, "name=Une+fois");
        var first = visitor("3990000010/T02");
        assertThat(post(first, link, first.get(link), "").statusCode()).isEqualTo(302);
        var second = visitor("3990000010/T03");
        assertThat(second.get(link).body()).contains("déjà servi");
        assertThat(acting(second)).isFalse();
    }

    @Test
    void anInvitationLapsesAfterSevenDays() throws Exception {
        var link = invite(visitor("899700001136"), "name=Tard");
        jdbc.sql("update identity.delegation set open_until = open_until - interval '7 days 1 second'"
                        + " where invited = 'Tard'")
                .update();
        assertThat(visitor("3990000010/T04").get(link).body()).contains("plus de sept jours");
    }

    @Test
    void aDelegationEndsWithItsLastDay() throws Exception {
        var holder = visitor("899700001144");
        var link = invite(holder, "name=Datee&endsOn=" + "2099-12-31");
        var guest = visitor("3990000010/T05");
        post(guest, link, guest.get(link), "");
        assertThat(acting(guest)).isTrue();
        jdbc.sql("update identity.delegation set ends_on = current_date - 2 where invited = 'Datee'")
                .update();
        assertThat(acting(guest)).isFalse();
        assertThat(holder.get("/delegations").body()).contains("Terminée");
    }

    @Test
    void nobodyIsOnesOwnSecretary() throws Exception {
        var holder = visitor("899700001151");
        var link = invite(holder, "name=Moi");
        var look = holder.get(link);
        assertThat(look.body()).contains("votre propre invitation");
        assertThat(post(holder, link, holder.get("/delegations"), "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void aStrangerEndsNothingAndActsForNobody() throws Exception {
        var holder = visitor("899700001169");
        invite(holder, "name=A+moi");
        var id = jdbc.sql("select id from identity.delegation where invited = 'A moi'")
                .query(Long.class)
                .single();
        var stranger = visitor("899700001177");
        var page = stranger.get("/delegations");
        assertThat(post(stranger, "/delegations/" + id + "/revocation", page, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(stranger, "/agir-pour", page, "person=899700001169").statusCode())
                .isEqualTo(403);
        assertThat(holder.get("/delegations").body()).contains("Invitation en attente");
    }

    @Test
    void whoWantedTheInvitationComesBackToItAfterTheLogin() throws Exception {
        var link = invite(visitor("899700001185"), "name=Retour");
        var guest = new Visitor(port);
        var anonymous = guest.get(link);
        assertThat(anonymous.statusCode()).isEqualTo(200);
        assertThat(anonymous.body()).contains("Connectez-vous pour voir qui").doesNotContain("1185");
        var choose = guest.get(Visitor.location(guest.get("/connexion/par/demo")));
        var back = guest.post(
                "/demo/idp/authorize",
                "ticket=" + Visitor.field(choose, "ticket") + "&nationalId=3990000010/T06&_csrf="
                        + Visitor.field(choose, "_csrf"));
        assertThat(Visitor.location(guest.get(Visitor.location(back)))).isEqualTo(link);
    }

    @Test
    void theTokenStandsInNoTable() throws Exception {
        var link = invite(visitor("899700001193"), "name=Secret");
        var token = link.substring(link.lastIndexOf('/') + 1);
        assertThat(jdbc.sql("select count(*) from identity.delegation d where d::text like '%' || :token || '%'")
                        .param("token", token)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from audit.entry e where e::text like '%' || :token || '%'")
                        .param("token", token)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("no name", "name=", 409),
                Arguments.of("only spaces", "name=%20%20", 409),
                Arguments.of("a missing field", "x=y", 409),
                Arguments.of("a name of 10 kB", "name=" + "x".repeat(10_000), 409),
                Arguments.of("a line break in the name", "name=a%0D%0ASet-Cookie:x", 409),
                Arguments.of("a NUL in the name", "name=a%00b", 409),
                Arguments.of("markup", "name=%3Cscript%3Ealert(1)%3C/script%3E", 200),
                Arguments.of("a template expression", "name=$%7BT(java.lang.Runtime)%7D__$%7B7*7%7D__", 200),
                Arguments.of("SQL", "name=');drop%20table%20identity.account--", 200),
                Arguments.of("right-to-left override", "name=%E2%80%AEnadia", 200),
                Arguments.of("yesterday", "name=a&endsOn=2020-01-01", 409),
                Arguments.of("no day", "name=a&endsOn=demain", 409),
                Arguments.of("an impossible day", "name=a&endsOn=2099-02-31", 409),
                Arguments.of("a day beyond all calendars", "name=a&endsOn=%2B999999999-12-31", 409),
                Arguments.of("an address without @", "name=a&mail=nadia", 409),
                Arguments.of("a header in the address", "name=a&mail=a@b.fr%0D%0ABcc:x@y.fr", 409),
                Arguments.of("two addresses", "name=a&mail=a@b.fr,c@d.fr@e.fr", 409),
                Arguments.of("an address of 1 kB", "name=a&mail=" + "x".repeat(1000) + "@b.fr", 409),
                Arguments.of("a holder who is not me", "name=a&holder=1&delegate=1", 200),
                Arguments.of("the name twice", "name=a&name=b", 200),
                Arguments.of("invalid UTF-8", "name=%FF%FE", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileInvitationsGetAnOrderlyReply(String kind, String form, int status) throws Exception {
        var holder = visitor("899700001201");
        var before = delegations();
        var answer = post(holder, "/delegations", holder.get("/delegations"), form);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("<script>alert", "Exception", "49__", "??");
        assertThat(delegations()).isEqualTo(before + (status == 200 ? 1 : 0));
        assertThat(jdbc.sql(
                                "select count(*) from identity.delegation where delegate is not null and invited in ('a', 'b')")
                        .query(Long.class)
                        .single())
                .isZero();
        jdbc.sql("delete from identity.delegation where holder ="
                        + " (select id from identity.account where national_id = '899700001201')")
                .update();
    }

    @Test
    void hostileTokensOpenNothingAndAreSoonIgnored() throws Exception {
        var guest = visitor("3990000010/T09");
        for (var token : new String[] {
            "x",
            "..",
            "%2e%2e",
            "a/b",
            "%00",
            "'or'1'='1",
            "<b>",
            "x".repeat(101),
            "x".repeat(5000),
            "é",
            "%FF",
            "*",
            "_",
            "-",
            "null",
            "0",
            "${1234*1000}",
            "a;b",
            "a?x",
            "%0d%0a"
        }) {
            var answer = get(guest, "/invitation/" + token);
            assertThat(answer.statusCode()).as(token).isIn(302, 400, 404, 409);
            assertThat(answer.body()).as(token).doesNotContain("Exception", "1234000");
        }
        assertThat(acting(guest)).isFalse();
        assertThat(guest.get("/delegations").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(Visitor visitor, String path) throws Exception {
        return visitor.get(
                path.replace("<", "%3C").replace(">", "%3E").replace("{", "%7B").replace("}", "%7D"));
    }

    private Visitor visitor(String nationalId) throws Exception {
        return new Visitor(port).cookie(DemoLogin.cookie(port, nationalId));
    }

    /** The path of the link. */
    private static String invite(Visitor holder, String form) throws Exception {
        var made = post(holder, "/delegations", holder.get("/delegations"), form);
        assertThat(made.statusCode()).isEqualTo(200);
        var link =
                Pattern.compile("http://[^/]+(/invitation/[A-Za-z0-9_-]{43})").matcher(made.body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static HttpResponse<String> revoke(Visitor holder) throws Exception {
        var page = holder.get("/delegations");
        var form = Pattern.compile("/delegations/(\\d+)/revocation").matcher(page.body());
        assertThat(form.find()).isTrue();
        return post(holder, form.group(), page, "");
    }

    private static HttpResponse<String> post(Visitor who, String path, HttpResponse<String> page, String form)
            throws Exception {
        return who.post(path, form + "&_csrf=" + Visitor.field(page, "_csrf"));
    }

    /** Whether this person may act for somebody else. */
    private static boolean acting(Visitor who) throws Exception {
        return who.get("/delegations").body().contains("data-test=\"act-for-holder\"");
    }

    private long delegations() {
        return jdbc.sql("select count(*) from identity.delegation")
                .query(Long.class)
                .single();
    }

    private java.util.List<String> acts() {
        return jdbc.sql("select action from audit.entry").query(String.class).list();
    }
}
