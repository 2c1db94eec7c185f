package fr.balise.mailbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Directory;
import fr.balise.directory.Publication;
import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.identity.ApiKey;
import fr.balise.identity.ApiKeys;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.console.Creation.Created;
import fr.balise.mailbox.console.Creation.Possible;
import fr.balise.mailbox.console.Creation.Refused;
import fr.balise.mailbox.console.Creation.There;
import fr.balise.mailbox.console.Creation.Why;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.sharing.Responsibles;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailAccounts;
import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Mailboxes are opened for people and structures of the demo's directory: by the service itself, by programs, and from the page. */
@NullUnmarked
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class CreatingModuleTests {
    private static final String DOMAIN = "balise-demo.mssante.fr";
    private static final Opener STAFF =
            new Opener.Staff(new Actor(4_000, "Inès Marchal", null, Set.of(Actor.Role.OPERATOR)));

    @LocalServerPort
    int port;

    @Autowired
    Creating creating;

    @Autowired
    Directory directory;

    @Autowired
    Publication publication;

    @Autowired
    Responsibles responsibles;

    @Autowired
    MailAccounts mail;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    ApiKeys keys;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private String rpps(String family, String given) {
        return jdbc.sql(
                        "select national_id from directory.person where family = :family and given = :given and gone_since is null")
                .param("family", family)
                .param("given", given)
                .query(String.class)
                .single();
    }

    private static Wish wish(String holder, @Nullable String address) {
        return new Wish(MailboxType.PER, holder, address, null, null, true, null, null, null);
    }

    private static Why why(Creation outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).why();
    }

    @Test
    void anAddressIsProposedOpenedAndListedAtOnceAndTheSameWishAgainChangesNothing() {
        var holder = rpps("SIMON", "François-Xavier");
        var asked = wish(holder, null);
        assertThat(creating.look(asked, STAFF, Set.<String>of()::contains))
                .isEqualTo(new Possible(MailAddress.parse("francois-xavier.simon@" + DOMAIN), "François-Xavier SIMON"));
        assertThat(lifecycle.of(new Owner.OfPerson(new NationalPersonId(holder))))
                .isEmpty();

        var opened = ((Created) creating.open(asked, STAFF)).mailbox();
        assertThat(creating.open(asked, STAFF)).isEqualTo(new There(opened));
        assertThat(creating.look(asked, STAFF, Set.<String>of()::contains)).isEqualTo(new There(opened));
        assertThat(publication.state(opened.address())).singleElement().satisfies(state -> {
            assertThat(state.wanted().visibility()).isEqualTo(Publication.Visibility.PUBLISHED);
            assertThat(state.withdrawn()).isFalse();
        });
        assertThat(jdbc.sql("select action from audit.entry where target = :target")
                        .param("target", "mailbox:" + opened.id())
                        .query(String.class)
                        .list())
                .contains("mailbox.open");
    }

    @Test
    void namesakesGetANumberAndNobodyGetsTheAddressOfSomebodyElse() {
        // The demo's first Pierre Martin has pierre.martin@ here since the beginning.
        var namesakes = jdbc.sql(
                        "select national_id from directory.person where family = 'MARTIN' and given = 'Pierre' order by id")
                .query(String.class)
                .list();
        assertThat(namesakes).hasSizeGreaterThan(1);
        var outcome = creating.look(wish(namesakes.get(1), null), STAFF, Set.<String>of()::contains);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Possible.class,
                        possible -> assertThat(possible.address().toString()).isEqualTo("pierre.martin2@" + DOMAIN));
        assertThat(why(creating.open(wish(namesakes.get(1), "pierre.martin"), STAFF)))
                .isEqualTo(Why.NOT_AVAILABLE);
        assertThat(why(creating.look(
                        wish(namesakes.get(1), "p.martin"), STAFF, Set.of("p.martin@" + DOMAIN)::contains)))
                .isEqualTo(Why.TWICE);
        assertThat(creating.look(wish(namesakes.get(1), null), STAFF, Set.of("pierre.martin2@" + DOMAIN)::contains))
                .isInstanceOfSatisfying(
                        Possible.class,
                        possible -> assertThat(possible.address().localPart()).isEqualTo("pierre.martin3"));
    }

    @Test
    void whatCannotBeDoneSaysWhy() {
        var doctor = rpps("ROUX", "Étienne");
        var hospital = "1" + directory.structure(structure()).orElseThrow().finess();
        assertThat(why(creating.open(wish("80000000000", null), STAFF))).isEqualTo(Why.UNKNOWN_PERSON);
        assertThat(why(creating.open(wish("", null), STAFF))).isEqualTo(Why.UNKNOWN_PERSON);
        assertThat(why(creating.open(wish(hospital, null), STAFF))).isEqualTo(Why.TYPE_NOT_FOR_HOLDER);
        assertThat(why(creating.open(
                        new Wish(MailboxType.ORG, doctor, "x", null, null, true, null, null, null), STAFF)))
                .isEqualTo(Why.TYPE_NOT_FOR_HOLDER);
        assertThat(why(creating.open(
                        new Wish(MailboxType.PER, doctor, null, null, 999_999L, true, null, null, null), STAFF)))
                .isEqualTo(Why.OTHER_SITUATION);
        assertThat(why(creating.open(wish(doctor, "a@ailleurs.mssante.fr"), STAFF)))
                .isEqualTo(Why.OTHER_DOMAIN);
        assertThat(why(creating.open(wish(doctor, "é.roux"), STAFF))).isEqualTo(Why.NOT_AN_ADDRESS);
        assertThat(why(creating.open(
                        new Wish(MailboxType.PER, doctor, "e.roux", null, null, true, "Service", null, null), STAFF)))
                .isEqualTo(Why.FIELD_NOT_FOR_TYPE);
        // Refused by the directory after the mailbox was opened: neither stays.
        assertThat(lifecycle.find(MailAddress.parse("e.roux@" + DOMAIN))).isEmpty();
    }

    @Test
    void aServiceMailboxHangsOnItsStructureWithItsDepartment() {
        var asked = new Wish(
                MailboxType.ORG,
                finess(),
                null,
                null,
                null,
                false,
                "Soins palliatifs",
                "Unité mobile",
                "Mme Odile RENAUD");
        var opened = ((Created) creating.open(asked, STAFF)).mailbox();
        assertThat(opened.address().toString()).isEqualTo("soins-palliatifs@" + DOMAIN);
        assertThat(publication.state(opened.address())).singleElement().satisfies(state -> {
            assertThat(state.wanted().visibility()).isEqualTo(Publication.Visibility.UNLISTED);
            assertThat(state.wanted().responsible()).isEqualTo("Mme Odile RENAUD");
        });
        assertThat(directory.listings(opened.address())).allMatch(listing -> listing.unlisted());
    }

    @Test
    void whoeverTheManagerNamesIsResponsibleInTheDirectoryTooAndTheRestStays() {
        var asked = new Wish(
                MailboxType.ORG, finess(), null, null, null, true, "Médecine polyvalente", "Étage 2", "M. Yann PRIOL");
        var opened = ((Created) creating.open(asked, STAFF)).mailbox();
        var structure = directory.structure(structure()).orElseThrow().nationalId();
        var manager = new Actor(4_002, "Loïc Guéguen", null, Set.of(Actor.Role.MANAGER));
        var address = opened.address().key();
        assertThat(responsibles
                        .name(manager, Set.of("9"), structure, address, "Mme Nouvelle")
                        .isDone())
                .isFalse();
        assertThat(responsible(opened.address())).isEqualTo("M. Yann PRIOL");
        responsibles.name(manager, Set.of(structure), structure, address, "Mme Nouvelle");
        assertThat(publication.state(opened.address())).singleElement().satisfies(state -> {
            assertThat(state.wanted().responsible()).isEqualTo("Mme Nouvelle");
            assertThat(state.wanted().service()).isEqualTo("Médecine polyvalente");
            assertThat(state.wanted().description()).isEqualTo("Étage 2");
            assertThat(state.wanted().visibility()).isEqualTo(Publication.Visibility.PUBLISHED);
        });
        responsibles.name(manager, Set.of(structure), structure, address, "");
        assertThat(responsible(opened.address())).isNull();
    }

    private String responsible(MailAddress address) {
        return publication.state(address).getFirst().wanted().responsible();
    }

    private long structure() {
        return jdbc.sql("select id from directory.structure where name like 'CENTRE HOSPITALIER DU GOLFE'")
                .query(Long.class)
                .single();
    }

    private String finess() {
        return directory.structure(structure()).orElseThrow().finess();
    }

    @Test
    void whoeverMayNotOpenLearnsNothing() {
        var nobody = new Opener.Staff(new Actor(4_001, "Loïc Guéguen", null, Set.of(Actor.Role.MANAGER)));
        var publisher = new Opener.Program(new ApiKey(7, "p", Set.of(DOMAIN), false, false));
        var elsewhere = new Opener.Program(new ApiKey(8, "e", Set.of("hopital.mssante.fr"), false, true));
        for (var opener : List.of(nobody, publisher, elsewhere))
            for (var asked : List.of(wish("80000000000", null), wish(rpps("COHEN", "Raphaël"), null))) {
                assertThat(why(creating.open(asked, opener))).isEqualTo(Why.NOT_ALLOWED);
                assertThat(why(creating.look(asked, opener, Set.<String>of()::contains)))
                        .isEqualTo(Why.NOT_ALLOWED);
            }
    }

    @Test
    void aProgramOpensAMailboxOnceWithAKeyThatMay() throws Exception {
        var secret = keys.issue("portail RH", Set.of(DOMAIN), false, true);
        var body = "{\"type\":\"PER\",\"holder\":\"%s\"%s}";
        var holder = rpps("GIRARD", "Loïc");
        var dry = call(secret, body.formatted(holder, ",\"dryRun\":true"));
        assertThat(dry.statusCode()).isEqualTo(200);
        assertThat(dry.body()).contains("\"possible\"", "loic.girard@" + DOMAIN).contains("\"id\":null");
        assertThat(call(secret, body.formatted(holder, "")).statusCode()).isEqualTo(201);
        var again = call(secret, body.formatted(holder, ""));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"there\"");
        var taken = call(secret, body.formatted(holder, ",\"address\":\"camille.lefevre\""));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("\"not-available\"").doesNotContain("LEFÈVRE");
        assertThat(call(secret, body.formatted("80000000000", "")).statusCode()).isEqualTo(422);
    }

    @Test
    void keysThatMayNotAndCallsWithoutAKeyAreRefused() throws Exception {
        var body = "{\"type\":\"PER\",\"holder\":\"80000000000\"}";
        assertThat(call(null, body).statusCode()).isEqualTo(401);
        assertThat(call("balise_wrong", body).statusCode()).isEqualTo(401);
        assertThat(call(keys.issue("publie", Set.of(DOMAIN), false), body).statusCode())
                .isEqualTo(403);
        var revoked = keys.issue("fini", Set.of(DOMAIN), false, true);
        keys.revoke(keys.find(revoked).orElseThrow().id());
        assertThat(call(revoked, body).statusCode()).isEqualTo(401);
    }

    /** Twenty-two classes of bodies that no program should send: each is refused, nothing is opened, the server goes on. */
    @Test
    void hostileBodiesOpenNothing() throws Exception {
        var before = jdbc.sql("select count(*) from mailbox.hosted")
                .query(Long.class)
                .single();
        var seed = new Random().nextLong();
        var bodies = HostileTexts.bodies(new Random(seed), DOMAIN);
        assertThat(bodies).hasSizeGreaterThan(1_000);
        var secret = "";
        for (int n = 0; n < bodies.size(); n++) {
            // A key of its own for every few: what is asked too often would not be looked at.
            if (n % 50 == 0) secret = keys.issue("hostile " + n, Set.of(DOMAIN), false, true);
            var answer = call(secret, bodies.get(n).text());
            assertThat(answer.statusCode())
                    .as(seed + ": " + bodies.get(n))
                    .isBetween(400, 499)
                    .isNotEqualTo(429);
            assertThat(answer.body()).doesNotContain("Exception", "drop table");
        }
        assertThat(jdbc.sql("select count(*) from mailbox.hosted")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
        assertThat(call(
                                keys.issue("honest", Set.of(DOMAIN), false, true),
                                "{\"type\":\"PER\",\"holder\":\"80000000000\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aProgramSetsAQuotaWhereItsKeyOpensMailboxes() throws Exception {
        var secret = keys.issue("espace", Set.of(DOMAIN), false, true);
        var address = ((Created) creating.open(
                        new Wish(MailboxType.ORG, finess(), null, null, null, true, "Gériatrie aiguë", null, null),
                        STAFF))
                .mailbox()
                .address();
        accounts(address);
        var body = "{\"address\":\"%s\",\"megabytes\":%s}";
        var set = quota(secret, body.formatted(address, "250"));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).contains("\"megabytes\":250");
        assertThat(quotaOf(address)).isEqualTo(250L << 20);
        assertThat(quota(secret, body.formatted(address, "1")).statusCode()).isEqualTo(422);
        assertThat(quota(secret, body.formatted("personne@" + DOMAIN, "250")).statusCode())
                .isEqualTo(404);
        assertThat(quota(secret, body.formatted("a@hopital.mssante.fr", "250")).statusCode())
                .as("another domain, whether it is there or not")
                .isEqualTo(403);
        assertThat(quota(keys.issue("publie seulement", Set.of(DOMAIN), false), body.formatted(address, "250"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(quota(null, body.formatted(address, "250")).statusCode()).isEqualTo(401);
        assertThat(quotaOf(address)).isEqualTo(250L << 20);
    }

    /** Twenty-four classes of bodies: never a 500, never another quota. */
    @Test
    void hostileBodiesSetNoQuota() throws Exception {
        var secret = keys.issue("hostile", Set.of(DOMAIN), false, true);
        var chance = new Random();
        var seed = chance.nextLong();
        chance.setSeed(seed);
        // A sweep opens it once a minute where it is missing: it may be now.
        mail.open(new AccountId(0), MailAddress.parse("postmaster@" + DOMAIN));
        var before = quotas();
        var bodies = List.of(
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{}",
                "42",
                "true",
                "{\"address\":\"a@" + DOMAIN + "\"}",
                "{\"megabytes\":100}",
                "{\"address\":null,\"megabytes\":null}",
                "{\"address\":[\"a@" + DOMAIN + "\"],\"megabytes\":100}",
                "{\"address\":{\"a\":1},\"megabytes\":100}",
                "{\"address\":\"a@" + DOMAIN + "\",\"megabytes\":\"x\"}",
                "{\"address\":\"a@" + DOMAIN + "\",\"megabytes\":99999999999999999999}",
                "{\"address\":\"a@" + DOMAIN + "\",\"megabytes\":1e400}",
                "{\"address\":\"a@" + DOMAIN + "\",\"megabytes\":-9223372036854775808}",
                "{\"address\":\"" + "a".repeat(500) + "@" + DOMAIN + "\",\"megabytes\":100}",
                "{\"address\":\"' or 1=1 --@" + DOMAIN + "\",\"megabytes\":100}",
                "{\"address\":\"%@" + DOMAIN + "\",\"megabytes\":100}",
                "{\"address\":\"a\\u0000@" + DOMAIN + "\",\"megabytes\":100}",
                "{\"address\":\"\\ud800@" + DOMAIN + "\",\"megabytes\":100}",
                "{\"address\":\"a@b@" + DOMAIN + "\",\"megabytes\":100}",
                "[".repeat(5_000),
                "{\"address\":".repeat(900),
                random(chance));
        for (var body : bodies) {
            var answer = quota(secret, body);
            assertThat(answer.statusCode()).as(seed + ": " + body).isBetween(400, 499);
            assertThat(answer.body()).doesNotContain("Exception", "1=1", "org.postgresql");
        }
        assertThat(quotas()).isEqualTo(before);
    }

    /** As the mail servers are told of a mailbox soon after it is opened, where they run. */
    private void accounts(MailAddress address) {
        jdbc.sql("insert into mailstore.domain values (:domain) on conflict do nothing")
                .param("domain", DOMAIN)
                .update();
        var id = new AccountId(lifecycle.find(address).orElseThrow().id().value());
        assertThat(mail.open(id, address)).isInstanceOf(fr.balise.mailstore.Opening.Opened.class);
    }

    private long quotaOf(MailAddress address) {
        return mail.find(address).orElseThrow().quota().toBytes();
    }

    private String quotas() {
        return jdbc.sql(
                        "select coalesce(string_agg(id || ':' || quota_bytes, ',' order by id), '') from mailstore.account")
                .query(String.class)
                .single();
    }

    private HttpResponse<String> quota(@Nullable String key, String body) throws Exception {
        return call("/api/mailboxes/quota", key, body);
    }

    private static String random(Random chance) {
        var bytes = new byte[200];
        chance.nextBytes(bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private HttpResponse<String> call(@Nullable String key, String body) throws Exception {
        return call("/api/mailboxes", key, body);
    }

    private HttpResponse<String> call(String path, @Nullable String key, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (key != null) request.header("ESANTE-API-KEY", key);
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    @Test
    void staffOpenAMailboxOnThePageAndAreToldWhatStandsInTheWay() throws Exception {
        var staff = staff();
        var page = staff.get("/operateur/boites/nouvelle?q=cohen+raphael");
        assertThat(page.body()).contains("Raphaël COHEN").doesNotContain("??");
        var person = directory
                .person(new NationalPersonId(rpps("COHEN", "Raphaël")))
                .orElseThrow()
                .id();
        var form = staff.get("/operateur/boites/nouvelle?personne=" + person);
        assertThat(form.body()).contains("raphael.cohen").doesNotContain("??");
        var token = Visitor.field(form, "_csrf");
        var refused = staff.post(
                "/operateur/boites/nouvelle",
                "_csrf=" + token + "&person=" + person + "&type=PER&address=camille.lefevre");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("n’est pas disponible");
        var opened = staff.post(
                "/operateur/boites/nouvelle",
                "_csrf=" + token + "&person=" + person + "&type=PER&address=&listed=true");
        assertThat(opened.statusCode()).isEqualTo(302);
        assertThat(staff.get(Visitor.location(opened)).body())
                .contains("raphael.cohen@" + DOMAIN)
                .doesNotContain("??");
        var found = staff.post("/operateur/boites", "_csrf=" + token + "&text=RAPHAEL.COHEN");
        assertThat(found.body()).contains("raphael.cohen@" + DOMAIN, "1 boîte").doesNotContain("??");
    }

    private Visitor staff() throws Exception {
        var person = "3990000999/CONSOLE";
        accounts.grantOperator(new NationalPersonId(person), "system");
        return new Visitor(port).cookie(DemoLogin.cookie(port, person));
    }
}
