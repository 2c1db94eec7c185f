package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.balise.directory.Carrier;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.search.Answers;
import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.SearchRequest;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The write API over HTTP: what a patch does, what it refuses, and what others see of it. */
@NullUnmarked
@ServedTest
class PatchModuleTests {
    private static final String OURS = "new.box@a.mssante.fr";
    private static final String HERS = "camille.leclerc@a.mssante.fr";
    private static final String AT_PRACTICE = "camille.leclerc@b.mssante.fr";
    private static final String TEAM = "cardiologie@ch.mssante.fr";

    @LocalServerPort
    int port;

    @Autowired
    FhirFixture fixture;

    @Autowired
    Publication publication;

    @Autowired
    DirectorySearch search;

    @Autowired
    JdbcClient jdbc;

    Calling call;
    String person;
    String role;
    String site;

    @BeforeEach
    void invent() {
        fixture.invent();
        call = new Calling(port);
        person = "/Practitioner/" + fixture.camille;
        role = "/PractitionerRole/" + fixture.atPractice;
        site = "/Organization/" + fixture.site;
    }

    @Test
    void aMailboxIsInsertedAndEverybodySeesItAtOnce() throws Exception {
        var after = patched(
                Practitioner.class,
                person,
                Patch.insert("Practitioner", Patch.box(OURS, "PER").setRank(2)));
        assertThat(telecom(after.getTelecom(), OURS).getRank()).isEqualTo(2);
        assertThat(call.bundle("/Practitioner?mailbox-mss=" + OURS).getEntry()).hasSize(1);
        assertThat(publicly(person)).contains(OURS).doesNotContain("listeRouge");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(found(OURS)).isEqualTo(1));
    }

    @Test
    void aRankIsReadAsSomeClientsWriteIt() throws Exception {
        for (var rank : new String[] {"\"3\"", "[4]", "[\"5\"]", "6"}) {
            var body = Patch.of(Patch.rank("Practitioner", HERS, 77)).replace(":77", ":" + rank);
            var after = Calling.FHIR
                    .newJsonParser()
                    .parseResource(Practitioner.class, ok(person, body).body());
            assertThat(telecom(after.getTelecom(), "Camille.Leclerc@a.mssante.fr")
                            .getRank())
                    .as(rank)
                    .isEqualTo(Integer.parseInt(rank.replaceAll("\\D", "")));
        }
    }

    @Test
    void aMailboxThatIsBeingClosedIsNotListedByAPatch() throws Exception {
        var closing = "closing.box@a.mssante.fr";
        jdbc.sql(
                        "insert into mailbox.hosted (address, display, type, owner, zone, opened_at, state, since, depublished_at,"
                                + " depublished_by, depublished_by_name) values (:key, :key, 'PER', 'person:899700000001',"
                                + " 'Europe/Paris', now(), 'depublished', now(), now(), 'system', '')")
                .param("key", closing)
                .update();
        var told = refused(422, person, Patch.insert("Practitioner", Patch.box(closing, "PER")));
        assertThat(told.getIssueFirstRep().getCode()).isEqualTo(IssueType.BUSINESSRULE);
        assertThat(publicly(person)).doesNotContain(closing);
    }

    @Test
    void theRedListHidesAMailboxFromEverybodyButItsPublisher() throws Exception {
        var after = patched(Practitioner.class, person, Patch.unlisted("Practitioner", HERS, true));
        assertThat(flag(telecom(after.getTelecom(), "Camille.Leclerc@a.mssante.fr")))
                .isTrue();
        assertThat(publicly(person)).doesNotContainIgnoringCase(HERS);
        for (var path : List.of(
                "/Practitioner?mailbox-mss=" + HERS,
                "/Practitioner?mailbox-mss:contains=" + HERS,
                "/Practitioner?mailbox-mss:exact=Camille.Leclerc@a.mssante.fr")) {
            assertThat(call.bundle(path).getEntry()).isEmpty();
            assertThat(call.bundle(path + "&_total=accurate").getTotal()).isZero();
        }
        var practitioner = "practitioner=" + fixture.camille + "&_include=PractitionerRole:practitioner";
        assertThat(Calling.json(call.bundle("/PractitionerRole?" + practitioner)))
                .doesNotContainIgnoringCase(HERS);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(found(HERS)).isZero());
        assertThat(get(person, OneKey.PUBLISHER).body()).contains("Camille.Leclerc@a.mssante.fr", "listeRouge");
        assertThat(get(person, OneKey.OF_B).body()).as("of another domain").doesNotContainIgnoringCase(HERS);
        patched(Practitioner.class, person, Patch.unlisted("Practitioner", HERS, false));
        assertThat(publicly(person)).containsIgnoringCase(HERS);
    }

    @Test
    void whatThePublicNeverSawDoesNotMoveItsDatesOrVersions() throws Exception {
        var before = get(person, OneKey.SECRET);
        var hidden = Patch.box(OURS, "PER");
        Patch.metadata(hidden).addExtension("listeRouge", new BooleanType(true));
        patched(Practitioner.class, person, Patch.insert("Practitioner", hidden));
        patched(Practitioner.class, person, Patch.rank("Practitioner", OURS, 5));
        var after = get(person, OneKey.SECRET);
        assertThat(after.body()).isEqualTo(before.body());
        assertThat(after.headers().firstValue("ETag"))
                .isEqualTo(before.headers().firstValue("ETag"));
        assertThat(call.bundle("/Practitioner?_lastUpdated=ge2100-01-01").getEntry())
                .isEmpty();
    }

    @Test
    void aRankIsOfOneCarrierAlone() throws Exception {
        var after = patched(PractitionerRole.class, role, Patch.rank("PractitionerRole", AT_PRACTICE, 1));
        assertThat(telecom(after.getTelecom(), AT_PRACTICE).getRank()).isEqualTo(1);
        assertThat(publicly("/PractitionerRole/" + fixture.atSite)).doesNotContain(AT_PRACTICE);
        assertThat(publicly(person)).contains("Camille.Leclerc@a.mssante.fr");
    }

    @Test
    void aTeamsMailboxIsDescribedAndItsResponsiblePersonStaysHidden() throws Exception {
        var after = patched(
                Organization.class,
                site,
                Patch.field("Organization", TEAM, "description", new StringType("Tous courriers")),
                Patch.field("Organization", TEAM, "responsible", new StringType("Mme Y")));
        assertThat(Calling.json(after)).contains("Tous courriers", "Mme Y");
        assertThat(publicly(site)).contains("Tous courriers").doesNotContain("Mme Y");
    }

    @Test
    void aWholeMailboxIsReplacedAndNothingIsPublishedByLeavingTheRedListOut() throws Exception {
        patched(Practitioner.class, person, Patch.unlisted("Practitioner", HERS, true));
        var after = patched(
                Practitioner.class,
                person,
                Patch.replace("Practitioner", HERS, Patch.box(HERS, "PER").setRank(4)));
        var telecom = telecom(after.getTelecom(), "Camille.Leclerc@a.mssante.fr");
        assertThat(telecom.getRank()).isEqualTo(4);
        assertThat(flag(telecom)).isTrue();
    }

    @Test
    void aDeletedMailboxIsGoneThoughTheFilesHaveItAndMayComeBack() throws Exception {
        patched(Practitioner.class, person, Patch.delete("Practitioner", HERS));
        assertThat(publicly(person)).doesNotContainIgnoringCase(HERS);
        patched(Practitioner.class, person, Patch.delete("Practitioner", HERS));
        patched(Practitioner.class, person, Patch.insert("Practitioner", Patch.box(HERS, "PER")));
        assertThat(publicly(person)).containsIgnoringCase(HERS);
    }

    @Test
    void severalOperationsAreAllDoneOrNone() throws Exception {
        patched(
                Practitioner.class,
                person,
                Patch.insert("Practitioner", Patch.box(OURS, "PER")),
                Patch.rank("Practitioner", OURS, 1),
                Patch.delete("Practitioner", HERS));
        assertThat(publicly(person)).contains(OURS).doesNotContainIgnoringCase(HERS);
        var before = publicly(person);
        refused(422, person, Patch.delete("Practitioner", OURS), Patch.rank("Practitioner", "other@a.mssante.fr", 1));
        assertThat(publicly(person)).isEqualTo(before);
    }

    @Test
    void theResourceIsNamedByAConditionThatOneMatches() throws Exception {
        for (var condition : List.of(
                "identifier=https://rpps.esante.gouv.fr%7C99700000013",
                "identifier=urn:oid:1.2.250.1.71.4.2.1%7C899700000013"))
            patched(Practitioner.class, "/Practitioner?" + condition, Patch.rank("Practitioner", HERS, 3));
        patched(
                Organization.class,
                "/Organization?identifier=https://finess.esante.gouv.fr%7C990000010",
                Patch.rank("Organization", TEAM, 3));
        patched(
                PractitionerRole.class,
                "/PractitionerRole?practitioner.identifier=99700000013&organization.identifier=990000036",
                Patch.rank("PractitionerRole", AT_PRACTICE, 3));
        patched(
                PractitionerRole.class,
                "/PractitionerRole?practitionerRole.identifier=urn:balise:situation%7C" + fixture.atPractice,
                Patch.rank("PractitionerRole", AT_PRACTICE, 4));
        var several = refused(
                412,
                "/PractitionerRole?practitioner.identifier=99700000013",
                Patch.rank("PractitionerRole", AT_PRACTICE, 1));
        assertThat(code(several)).isEqualTo("SEARCH_MULTIPLE");
        var none = refused(404, "/Practitioner?identifier=99700099999", Patch.rank("Practitioner", HERS, 1));
        assertThat(code(none)).isEqualTo("MSG_NO_EXIST");
        refused(400, "/Practitioner", Patch.rank("Practitioner", HERS, 1));
        refused(404, "/Practitioner/999999", Patch.rank("Practitioner", HERS, 1));
    }

    @Test
    void aVersionIsHonoured() throws Exception {
        var version = get(person, OneKey.PUBLISHER).headers().firstValue("ETag").orElseThrow();
        assertThat(version).startsWith("W/\"");
        var reply = send(OneKey.PUBLISHER, person, version, Patch.of(Patch.rank("Practitioner", HERS, 1)));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        var next = reply.headers().firstValue("ETag").orElseThrow();
        assertThat(next)
                .isNotEqualTo(version)
                .isEqualTo(get(person, OneKey.PUBLISHER)
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow());
        assertThat(send(OneKey.PUBLISHER, person, version, Patch.of(Patch.rank("Practitioner", HERS, 2)))
                        .statusCode())
                .isEqualTo(412);
        var conditional = "/Practitioner?identifier=99700000013";
        assertThat(send(OneKey.PUBLISHER, conditional, "W/\"0\"", Patch.of(Patch.rank("Practitioner", HERS, 2)))
                        .statusCode())
                .isEqualTo(412);
        assertThat(send(OneKey.PUBLISHER, conditional, next, Patch.of(Patch.rank("Practitioner", HERS, 2)))
                        .statusCode())
                .isEqualTo(200);
        var same = call.send(call.request(person)
                .header(
                        "If-None-Match",
                        get(person, OneKey.SECRET).headers().firstValue("ETag").orElseThrow())
                .build());
        assertThat(same.statusCode()).isEqualTo(304);
    }

    @Test
    void addressAndTypeNeverChange() throws Exception {
        refused(422, person, sample("90-forbidden-change-address", HERS));
        refused(422, person, sample("91-forbidden-change-type", HERS));
        refused(422, person, Patch.of(Patch.replace("Practitioner", HERS, Patch.box(OURS, "PER"))));
        refused(422, person, Patch.of(Patch.replace("Practitioner", HERS, Patch.box(HERS, "CAB"))));
        refused(422, "/PractitionerRole/" + fixture.atSite, Patch.insert("PractitionerRole", Patch.box(HERS, "CAB")));
    }

    @Test
    void theExamplesOfTheDraftWork() throws Exception {
        ok(person, sample("05-insert-per", OURS));
        ok(person, sample("01-replace-listeRouge", OURS));
        ok(person, sample("04-replace-contactpoint", OURS));
        ok(role, sample("02-replace-rank-practitionerrole", AT_PRACTICE));
        ok(site, sample("06-insert-org", "structure@ch.mssante.fr"));
        ok(site, sample("03-replace-description-organization", "structure@ch.mssante.fr"));
        ok(person, sample("07-delete", OURS));
        assertThat(publicly(person)).doesNotContain(OURS);
    }

    @Test
    void typesAreReadAsOthersWriteThem() throws Exception {
        int number = 0;
        for (var type : List.of(
                "\"valueCode\":\"PER\"",
                "\"valueCoding\":{\"code\":\"PER\"}",
                "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"https://mos.esante.gouv.fr/NOS/TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie\",\"code\":\"PER\"}]}")) {
            var address = "n" + number++ + "@a.mssante.fr";
            ok(person, """
                    {"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"insert"},
                     {"name":"path","valueString":"Practitioner.telecom"},{"name":"index","valueInteger":0},
                     {"name":"value","valueContactPoint":{"system":"email","value":"%s","extension":[{"url":"%s","extension":[{"url":"type",%s}]}]}}]}]}""".formatted(address, Systems.MAILBOX_METADATA, type));
            assertThat(publicly(person)).contains(address);
        }
    }

    @Test
    void whatARuleForbidsIsRefusedWithWordsThatHelp() throws Exception {
        var duplicate = refused(
                422, person, Patch.insert("Practitioner", Patch.box(HERS.toUpperCase(java.util.Locale.ROOT), "PER")));
        assertThat(code(duplicate)).isEqualTo("MSG_PARAM_NO_REPEAT");
        assertThat(duplicate.getIssueFirstRep().getCode()).isEqualTo(IssueType.CONFLICT);
        refused(422, person, Patch.insert("Practitioner", Patch.box(OURS, "ORG")));
        refused(422, site, Patch.insert("Organization", Patch.box(OURS, "PER")));
        refused(422, person, Patch.insert("Practitioner", Patch.box("someone@gmail.com", "PER")));
        refused(422, person, Patch.field("Practitioner", HERS, "description", new StringType("x")));
        refused(422, person, Patch.field("Practitioner", HERS, "service", new StringType("x")));
        refused(422, person, Patch.rank("Practitioner", "nobody@a.mssante.fr", 1));
        refused(422, "/Practitioner/" + fixture.gone, Patch.insert("Practitioner", Patch.box(OURS, "PER")));
        refused(
                422,
                person,
                Patch.insert(
                        "Practitioner",
                        new ContactPoint()
                                .setSystem(ContactPoint.ContactPointSystem.PHONE)
                                .setValue("0199000000")));
    }

    @Test
    void keysOpenTheirOwnDomainsAlone() throws Exception {
        var body = Patch.of(Patch.rank("Practitioner", HERS, 1));
        assertThat(outcome(send(null, person, null, body), 401)).isEqualTo(IssueType.LOGIN);
        assertThat(outcome(send("nonsense", person, null, body), 401)).isEqualTo(IssueType.LOGIN);
        assertThat(outcome(send(OneKey.SECRET, person, null, body), 403)).isEqualTo(IssueType.FORBIDDEN);
        assertThat(outcome(send(OneKey.OF_B, person, null, body), 403)).isEqualTo(IssueType.FORBIDDEN);
        assertThat(send(OneKey.OF_B, role, null, Patch.of(Patch.rank("PractitionerRole", AT_PRACTICE, 1)))
                        .statusCode())
                .isEqualTo(200);
        var mixed = Patch.of(Patch.rank("PractitionerRole", AT_PRACTICE, 2), Patch.delete("PractitionerRole", HERS));
        assertThat(send(OneKey.OF_B, role, null, mixed).statusCode()).isEqualTo(403);
        assertThat(publicly(role)).contains("\"rank\":1");
    }

    @Test
    void aPersonKnownByAHiddenAddressAloneIsWrittenByWhoPublishesIt() throws Exception {
        fixture.rows.run("insert into directory.person (national_id, family, name_key, first_seen, updated_at)"
                + " values ('10only@a.mssante.fr', 'SEULE', 'seule', '2026-11-01', now())");
        long only = jdbc.sql("select max(id) from directory.person")
                .query(Long.class)
                .single();
        publication.want(
                new Wanted(
                        MailAddress.parse("only@a.mssante.fr"),
                        MailboxType.PER,
                        new Carrier.OfPerson(only),
                        Visibility.UNLISTED,
                        null,
                        null,
                        null,
                        null),
                "system");
        var path = "/Practitioner?identifier=urn:oid:1.2.250.1.71.4.2.1%7C10only@a.mssante.fr";
        call.refused("/Practitioner/" + only, 404);
        assertThat(send(OneKey.OF_B, path, null, Patch.of(Patch.delete("Practitioner", "x@b.mssante.fr")))
                        .statusCode())
                .isEqualTo(404);
        patched(Practitioner.class, path, Patch.unlisted("Practitioner", "only@a.mssante.fr", false));
        assertThat(publicly("/Practitioner/" + only)).contains("only@a.mssante.fr");
    }

    @Test
    void everyWriteIsAuditedUnderItsKey() throws Exception {
        patched(Practitioner.class, person, Patch.rank("Practitioner", HERS, 1));
        assertThat(jdbc.sql("select actor || ' ' || action from audit.entry order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("key:2 directory.publish");
    }

    private <T extends Resource> T patched(Class<T> type, String path, Patch.Operation... operations) throws Exception {
        return Calling.FHIR
                .newJsonParser()
                .parseResource(type, ok(path, Patch.of(operations)).body());
    }

    private HttpResponse<String> ok(String path, String body) throws Exception {
        var reply = send(OneKey.PUBLISHER, path, null, body);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        Calling.valid(reply.body());
        return reply;
    }

    private OperationOutcome refused(int status, String path, Patch.Operation... operations) throws Exception {
        return refused(status, path, Patch.of(operations));
    }

    private OperationOutcome refused(int status, String path, String body) throws Exception {
        return call.refused(request(OneKey.PUBLISHER, path, null, body), status);
    }

    private HttpResponse<String> send(String key, String path, String ifMatch, String body) throws Exception {
        return call.send(request(key, path, ifMatch, body));
    }

    private HttpRequest request(String key, String path, String ifMatch, String body) {
        var request = HttpRequest.newBuilder(java.net.URI.create(call.base() + path))
                .header("Content-Type", "application/fhir+json")
                .method("PATCH", BodyPublishers.ofString(body));
        if (key != null) request.header("ESANTE-API-KEY", key);
        if (ifMatch != null) request.header("If-Match", ifMatch);
        return request.build();
    }

    private HttpResponse<String> get(String path, String key) throws Exception {
        var reply =
                call.send(call.request(path).setHeader("ESANTE-API-KEY", key).build());
        assertThat(reply.statusCode()).isEqualTo(200);
        Calling.valid(reply.body());
        return reply;
    }

    private String publicly(String path) throws Exception {
        return get(path, OneKey.SECRET).body();
    }

    private IssueType outcome(HttpResponse<String> reply, int status) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        Calling.valid(reply.body());
        return Calling.FHIR
                .newJsonParser()
                .parseResource(OperationOutcome.class, reply.body())
                .getIssueFirstRep()
                .getCode();
    }

    private static String code(OperationOutcome outcome) {
        return outcome.getIssueFirstRep().getDetails().getCodingFirstRep().getCode();
    }

    private static ContactPoint telecom(List<ContactPoint> telecoms, String address) {
        return telecoms.stream()
                .filter(t -> address.equals(t.getValue()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean flag(ContactPoint telecom) {
        return ((BooleanType)
                        Patch.metadata(telecom).getExtensionByUrl("listeRouge").getValue())
                .booleanValue();
    }

    private int found(String address) {
        return Answers.hits(search.search(SearchRequest.of(address))).size();
    }

    /** A body of the draft's own pages, with another address. */
    private static String sample(String name, String address) throws Exception {
        return Files.readString(Path.of("src/test/resources/fhir/patch", name + ".json"))
                .replaceAll("(prenom\\.nom|structure)@domain\\.mssante\\.fr", address);
    }
}
