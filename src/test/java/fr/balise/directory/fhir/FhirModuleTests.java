package fr.balise.directory.fhir;

import static fr.balise.directory.fhir.Calling.enc;
import static fr.balise.directory.fhir.Calling.ids;
import static fr.balise.directory.fhir.Calling.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class FhirModuleTests extends Served {
    private static final String NOS = "https://mos.esante.gouv.fr/NOS/";

    @Test
    void theNationalWayToFindAProfessionalWorksWithHapisClient() {
        var bundle = call.client()
                .search()
                .forResource(Practitioner.class)
                .where(Practitioner.IDENTIFIER
                        .exactly()
                        .systemAndIdentifier("https://rpps.esante.gouv.fr", "99700000013"))
                .revInclude(PractitionerRole.INCLUDE_PRACTITIONER)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(bundle.getTotal()).isEqualTo(1);
        assertThat(bundle.getEntry())
                .extracting(e -> e.getSearch().getMode().toCode())
                .containsExactly("match", "include", "include");
        assertThat(ids(bundle, ResourceType.PractitionerRole))
                .containsExactly(String.valueOf(fixture.atPractice), String.valueOf(fixture.atSite));
        var roles = call.client()
                .search()
                .forResource(PractitionerRole.class)
                .where(PractitionerRole.PRACTITIONER.hasId(String.valueOf(fixture.camille)))
                .include(PractitionerRole.INCLUDE_ORGANIZATION)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(ids(roles, ResourceType.Organization))
                .containsExactly(String.valueOf(fixture.site), String.valueOf(fixture.practice));
    }

    @Test
    void aPractitionerIsWrittenAsTheNationalApiDoes() {
        var one = call.client()
                .read()
                .resource(Practitioner.class)
                .withId(fixture.camille)
                .execute();
        assertThat(one.getActive()).isTrue();
        assertThat(one.getMeta().getProfile().getFirst().getValue()).endsWith("/as-dp-practitioner");
        assertThat(one.getMeta().getLastUpdated()).isNotNull();
        assertThat(one.getIdentifier())
                .extracting(i -> i.getType().getCodingFirstRep().getCode(), Identifier::getSystem, Identifier::getValue)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("IDNPS", "urn:oid:1.2.250.1.71.4.2.1", "899700000013"),
                        org.assertj.core.groups.Tuple.tuple("RPPS", "https://rpps.esante.gouv.fr", "99700000013"));
        assertThat(one.getNameFirstRep().getFamily()).isEqualTo("LECLERC-ESSAI");
        assertThat(one.getQualification().stream().flatMap(q -> q.getCode().getCoding().stream()))
                .extracting(Coding::getCode)
                .containsExactlyInAnyOrder("10", "DE09", "DE", "SM04", "SM54");
        assertThat(one.getQualification().stream().flatMap(q -> q.getCode().getCoding().stream()))
                .filteredOn(c -> c.getCode().equals("SM04"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.getSystem())
                            .isEqualTo(NOS + "TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale");
                    assertThat(c.getDisplay()).isEqualTo("Cardiologie et maladies vasculaires");
                });
        assertThat(one.getTelecom()).singleElement().satisfies(t -> {
            assertThat(t.getSystem()).isEqualTo(ContactPoint.ContactPointSystem.EMAIL);
            assertThat(t.getValue()).isEqualTo("Camille.Leclerc@a.mssante.fr");
            assertThat(t.hasRank()).isFalse();
            assertThat(((Coding) t.getExtensionByUrl(
                                            "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-contact-point-email-type")
                                    .getValue())
                            .getCode())
                    .isEqualTo("MSSANTE");
        });
    }

    @Test
    void aRoleAndAnOrganizationToo() {
        var role = call.client()
                .read()
                .resource(PractitionerRole.class)
                .withId(fixture.atSite)
                .execute();
        assertThat(role.getPractitioner().getReference()).isEqualTo("Practitioner/" + fixture.camille);
        assertThat(role.getOrganization().getReference()).isEqualTo("Organization/" + fixture.site);
        assertThat(role.getCode())
                .extracting(c -> c.getCodingFirstRep().getCode())
                .containsExactly("GENR01", "S", "FON-01", "10");
        assertThat(role.getSpecialtyFirstRep().getCodingFirstRep().getCode()).isEqualTo("SM04");
        var site = call.client()
                .read()
                .resource(Organization.class)
                .withId(fixture.site)
                .execute();
        assertThat(site.getIdentifier())
                .extracting(i -> i.getType().getCodingFirstRep().getCode() + " " + i.getValue())
                .containsExactly(
                        "IDNST 1990000010",
                        "FINEG 990000010",
                        "SIRET 99000001000019",
                        "SIREN 990000010",
                        "RPPSRG F990000010");
        assertThat(site.getPartOf().getReference()).isEqualTo("Organization/" + fixture.hospital);
        assertThat(site.getType())
                .extracting(t -> t.getCodingFirstRep().getCode())
                .containsExactly("GEOGRAPHICAL-ENTITY", "SA01");
        var entity = call.client()
                .read()
                .resource(Organization.class)
                .withId(fixture.hospital)
                .execute();
        assertThat(entity.getIdentifier())
                .extracting(i -> i.getType().getCodingFirstRep().getCode())
                .contains("FINEJ")
                .doesNotContain("FINEG");
        assertThat(entity.getType().getFirst().getCodingFirstRep().getCode()).isEqualTo("LEGAL-ENTITY");
        assertThat(site.getTelecom()).hasSize(2);
        var box = site.getTelecom().getLast();
        assertThat(box.getRank()).isEqualTo(1);
        var metadata = box.getExtensionByUrl(
                "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-mailbox-mss-metadata");
        assertThat(metadata.getExtension())
                .extracting(e -> e.getUrl())
                .containsExactly("type", "description", "service");
        assertThat(Calling.json(site)).doesNotContain("Mme X", "responsible", "listeRouge");
    }

    @Test
    void whatLeftCarriesItsIdentifiersAlone() throws Exception {
        var bundle = call.bundle("/Practitioner?identifier=99700000054");
        var left = only(bundle, Practitioner.class);
        assertThat(left.getActive()).isFalse();
        assertThat(left.getIdentifier()).hasSize(2);
        assertThat(left.hasName() || left.hasTelecom() || left.hasQualification())
                .isFalse();
        assertThat(call.bundle("/Practitioner?family=partie").getEntry()).isEmpty();
        assertThat(call.bundle("/Practitioner?active=false").getEntry()).hasSize(1);
    }

    @Test
    void anAddressThatLeftOrIsUnlistedAppearsNowhere() throws Exception {
        fixture.rows.run("update directory.attachment set unlisted = true where id = ?", fixture.teamBox);
        fixture.rows.run(
                "update directory.address set gone_since = '2026-11-12' where key = 'camille.leclerc@b.mssante.fr'");
        for (var path : List.of(
                "/Organization?mailbox-mss=cardiologie@ch.mssante.fr&_total=accurate",
                "/Organization?mailbox-mss:contains=cardiologie&_total=accurate",
                "/Organization?mailbox-mss-type=ORG&_total=accurate",
                "/PractitionerRole?mailbox-mss=camille.leclerc@b.mssante.fr&_total=accurate",
                "/Organization?mailbox-mss:contains=@&_count=0"))
            assertThat(call.bundle(path).getTotal()).as(path).isZero();
        var all = call.bundle(
                "/Practitioner?active=true&_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization");
        assertThat(Calling.json(all))
                .doesNotContain("cardiologie@", "camille.leclerc@b")
                .contains("lise@a");
        assertThat(call.bundle("/Organization?mailbox-mss:missing=true").getEntry())
                .hasSize(3);
    }

    @Test
    void aPersonKnownByAnAddressAloneLeavesWithIt() throws Exception {
        long known = fixture.rows.person("99700000062", "SANS-NUMERO", "Paul");
        fixture.rows.run(
                "update directory.person set national_id = '10paul@a.mssante.fr', rpps = null where id = ?", known);
        fixture.rows.box("paul@a.mssante.fr", "PER", known, null, null);
        long there = fixture.rows.situation(known, fixture.site, "60", "SM54");
        assertThat(call.bundle("/Practitioner?family=sans").getEntry()).hasSize(1);
        fixture.rows.run("update directory.attachment set unlisted = true where person_id = ?", known);
        assertThat(call.bundle("/Practitioner?family=sans").getEntry()).isEmpty();
        assertThat(call.bundle("/Practitioner?_id=" + known).getEntry()).isEmpty();
        assertThat(call.bundle("/PractitionerRole?_id=" + there + "&_include=PractitionerRole:practitioner")
                        .getEntry())
                .isEmpty();
        assertThat(Calling.json(call.bundle(
                        "/Organization?_id=" + fixture.site + "&_revinclude=PractitionerRole:organization")))
                .doesNotContain("paul", "\"" + there + "\"");
        call.refused("/Practitioner/" + known, 404);
    }

    @Test
    void searchByPostGivesTheSame() throws Exception {
        var reply = call.send(call.request("/Practitioner/_search")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("family=" + enc("d'aubigné")))
                .build());
        assertThat(reply.statusCode()).isEqualTo(200);
        Calling.valid(reply.body());
        assertThat(reply.body()).contains("D'AUBIGNÉ");
    }

    @Test
    void elementsAreChosenAndTheRestIsSaidToBeLeftOut() throws Exception {
        var one = only(
                call.bundle("/Practitioner?identifier=99700000013&_elements=identifier,telecom"), Practitioner.class);
        assertThat(one.hasIdentifier() && one.hasTelecom()).isTrue();
        assertThat(one.hasName() || one.hasQualification()).isFalse();
        assertThat(one.getMeta().getTag()).extracting(Coding::getCode).containsExactly("SUBSETTED");
    }

    @Test
    void theCapabilityStatementNamesEveryParameter() throws Exception {
        var reply = call.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(call.base() + "/metadata"))
                .build());
        assertThat(reply.statusCode()).isEqualTo(200);
        Calling.valid(reply.body());
        var statement = Calling.FHIR.newJsonParser().parseResource(CapabilityStatement.class, reply.body());
        for (var kind : Kind.values()) {
            var resource = statement.getRestFirstRep().getResource().stream()
                    .filter(r -> r.getType().equals(kind.resource))
                    .findFirst()
                    .orElseThrow();
            assertThat(resource.getSearchParam())
                    .extracting(p -> p.getName())
                    .containsExactlyElementsOf(
                            Parameters.of(kind).stream().map(Parameter::name).toList());
        }
        assertThat(statement.getRestFirstRep().getResourceFirstRep().getSearchParam())
                .extracting(p -> p.getName())
                .contains(
                        "_id",
                        "_lastUpdated",
                        "active",
                        "family",
                        "given",
                        "name",
                        "identifier",
                        "identifier-type",
                        "mailbox-mss",
                        "mailbox-mss-type",
                        "number-smartcard",
                        "qualification-code",
                        "data-information-system");
    }

    @Test
    void nothingIsReadWithoutAKey() throws Exception {
        var without =
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(call.base() + "/Practitioner?family=leclerc"));
        call.refused(without.build(), 401);
        call.refused(without.header("ESANTE-API-KEY", "wrong").build(), 401);
    }

    @Test
    void anUnknownIdIsNotFound() throws Exception {
        call.refused("/Practitioner/999999", 404);
        call.refused("/Practitioner/abc", 404);
        call.refused("/Patient/1", 404);
        assertThatThrownBy(() -> call.client()
                        .read()
                        .resource(Organization.class)
                        .withId("0")
                        .execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theValidatorWouldSeeAnError() {
        assertThatThrownBy(() -> Calling.valid("{\"resourceType\":\"Practitioner\",\"gender\":\"doctor\"}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Calling.valid("{\"resourceType\":\"Bundle\"}")).isInstanceOf(AssertionError.class);
    }
}
