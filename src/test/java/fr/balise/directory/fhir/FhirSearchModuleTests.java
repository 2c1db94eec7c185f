package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each parameter: whom it finds, and whom it does not. */
@NullUnmarked
class FhirSearchModuleTests extends Served {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        family=leclerc;                                                      camille
        family=LECLERC-E;                                                    camille
        family=leclerc essai;                                                camille
        family=leclerc essai c;                                              -
        family=daubigne;                                                     -
        family=d'aubigne;                                                    lise
        family=aubigne;                                                      -
        family:contains=aubigne;                                             lise
        family:contains=camille;                                             -
        family:exact=LECLERC-ESSAI;                                          camille
        family:exact=leclerc-essai;                                          -
        family=leclerc,d'aubigne;                                            camille lise
        family=%;                                                            -
        given=cam;                                                           camille
        given=lise marie;                                                    lise
        given=leclerc;                                                       -
        given:exact=Camille;                                                 camille
        given:exact=camille;                                                 -
        given:contains=marie;                                                lise
        name=camille;                                                        camille
        name=leclerc;                                                        camille
        name=camille leclerc essai;                                          camille
        name=leclerc essai camille;                                          camille
        name:contains=essai;                                                 camille
        name:exact=Camille;                                                  camille
        family=leclerc&given=lise;                                           -
        family=leclerc&given=camille;                                        camille
        active=true;                                                         camille lise
        active=false;                                                        gone
        identifier=99700000013;                                              camille
        identifier=899700000013;                                             camille
        identifier=https://rpps.esante.gouv.fr|99700000013;                  camille
        identifier=https://rpps.esante.gouv.fr|899700000013;                 -
        identifier=urn:oid:1.2.250.1.71.4.2.1|899700000013;                  camille
        identifier=urn:other|99700000013;                                    -
        identifier=99700000013,99700000021;                                  camille lise
        identifier=https://rpps.esante.gouv.fr|;                             camille lise gone
        identifier-type=RPPS;                                                camille lise gone
        identifier-type=FINEG;                                               -
        mailbox-mss=camille.leclerc@a.mssante.fr;                            camille
        mailbox-mss=CAMILLE.LECLERC@A.MSSANTE.FR;                            camille
        mailbox-mss=camille;                                                 camille
        mailbox-mss=lise@a.mssante.fr;                                       -
        mailbox-mss:exact=Camille.Leclerc@a.mssante.fr;                      camille
        mailbox-mss:exact=camille.leclerc@a.mssante.fr;                      -
        mailbox-mss:contains=@;                                              camille
        mailbox-mss:contains=leclerc@a;                                      camille
        mailbox-mss:missing=true;                                            lise
        mailbox-mss:missing=false;                                           camille
        mailbox-mss-type=PER;                                                camille
        mailbox-mss-type=CAB;                                                -
        number-smartcard=123;                                                -
        qualification-code=10;                                               camille
        qualification-code=SM04;                                             camille
        qualification-code=DE09;                                             camille
        qualification-code=60;                                               lise
        qualification-code=https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante|60; lise
        qualification-code=https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante|SM04; -
        data-information-system=RPPS;                                        camille lise
        data-information-system=FINESS;                                      -
        """)
    void aPractitionerIsFoundBy(String query, String expected) throws Exception {
        assertThat(found("Practitioner", query)).containsExactlyInAnyOrder(names(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        practitioner={camille};                                    atPractice atSite
        practitioner=Practitioner/{camille};                       atPractice atSite
        practitioner:Practitioner={camille};                       atPractice atSite
        practitioner=https://x.fr/fhir/Practitioner/{camille};     atPractice atSite
        practitioner=Organization/{camille};                       -
        organization={site};                                       atSite nurseAtSite
        organization=Organization/{site}&practitioner={camille};   atSite
        organization:missing=true;                                 -
        organization:missing=false;                                atPractice atSite nurseAtSite
        practitioner.identifier=99700000013;                       atPractice atSite
        practitioner:Practitioner.identifier=99700000021;          nurseAtSite
        organization.identifier=https://finess.esante.gouv.fr|990000010; atSite nurseAtSite
        identifier=urn:balise:situation|{atSite};                  atSite
        identifier=https://rpps.esante.gouv.fr|{atSite};           -
        role=60;                                                   nurseAtSite
        role=GENR01;                                               atSite
        role=S;                                                    atSite
        role=FON-01;                                               atSite
        specialty=SM04;                                            atSite
        active=true;                                               atPractice atSite nurseAtSite
        active=false;                                              -
        mailbox-mss=camille.leclerc@b.mssante.fr;                  atPractice
        mailbox-mss:contains=mssante;                              atPractice nurseAtSite
        mailbox-mss-type=PER;                                      atPractice nurseAtSite
        data-registration-authority=CNOM/CNOM/ARS;                 atSite
        data-information-system=RPPS;                              atPractice atSite nurseAtSite
        """)
    void aRoleIsFoundBy(String query, String expected) throws Exception {
        assertThat(found("PractitionerRole", query)).containsExactlyInAnyOrder(names(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        name=hopital;                                              site
        name=hôpital saint roch;                                   site
        name=roch;                                                 site
        name:contains=fictif;                                      hospital
        name:exact=CH FICTIF;                                      hospital
        name:exact=ch fictif;                                      -
        address=lyon;                                              hospital site
        address=1 av;                                              site
        address=69;                                                hospital site
        address-city=PAR;                                          practice
        address-city:exact=PARIS;                                  practice
        address-postalcode=750;                                    practice
        address-postalcode:exact=69003;                            hospital site
        identifier=990000010;                                      site
        identifier=https://finess.esante.gouv.fr|990000028;        hospital
        identifier=https://sirene.fr|99000001000019;               site
        identifier=https://sirene.fr|990000010;                    site
        identifier=https://rppsrang.esante.gouv.fr|F990000010;     site
        identifier=urn:oid:1.2.250.1.71.4.2.2|1990000036;          practice
        identifier-type=https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203|SIRET; site
        type=SA01;                                                 site
        type=GEOGRAPHICAL-ENTITY;                                  site practice
        type=LEGAL-ENTITY;                                         hospital
        identifier-type=FINEJ;                                     hospital
        identifier-type=FINEG;                                     site practice
        partof={hospital};                                         site
        partof=Organization/{site};                                -
        pharmacy-licence=1;                                        -
        mailbox-mss=cardiologie@ch.mssante.fr;                     site
        mailbox-mss-type=ORG;                                      site
        data-information-system=FINESS;                            hospital site practice
        active=true;                                               hospital site practice
        _id={site},{practice};                                     site practice
        _id=abc;                                                   -
        """)
    void anOrganizationIsFoundBy(String query, String expected) throws Exception {
        assertThat(found("Organization", query)).containsExactlyInAnyOrder(names(expected));
    }

    @Test
    void whatChangedIsFoundByTheTimeOfItsMailboxesToo() throws Exception {
        for (var table : List.of("person", "situation", "structure", "address", "attachment"))
            fixture.rows.run("update directory." + table + " set updated_at = '2026-11-10T10:00:00+01:00'");
        fixture.rows.run(
                "update directory.attachment set updated_at = '2026-11-12T10:00:00+01:00' where id = ?",
                fixture.boxAtPractice);
        assertThat(found("PractitionerRole", "_lastUpdated=ge2026-11-12")).containsExactly("atPractice");
        assertThat(found("PractitionerRole", "_lastUpdated=2026-11-12")).containsExactly("atPractice");
        assertThat(found("PractitionerRole", "_lastUpdated=lt2026-11-12")).containsExactly("atSite", "nurseAtSite");
        assertThat(found("PractitionerRole", "_lastUpdated=le2026-11-12")).hasSize(3);
        assertThat(found("PractitionerRole", "_lastUpdated=gt2026-11-12")).isEmpty();
        assertThat(found("PractitionerRole", "_lastUpdated=ne2026-11-12")).hasSize(2);
        assertThat(found("PractitionerRole", "_lastUpdated=ge2026-11-10&_lastUpdated=lt2026-11-11"))
                .hasSize(2);
        assertThat(found("PractitionerRole", "_lastUpdated=ge2026-11-12T10:00:00%2B01:00"))
                .containsExactly("atPractice");
        assertThat(found("PractitionerRole", "_lastUpdated=gt2026-11-12T10:00:00+01:00"))
                .isEmpty();
        assertThat(call.bundle("/PractitionerRole?_id=" + fixture.atPractice)
                        .getEntryFirstRep()
                        .getResource()
                        .getMeta()
                        .getLastUpdated())
                .isEqualTo("2026-11-12T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Practitioner",
                "/Practitioner?",
                "/Practitioner?_count=10",
                "/Practitioner?family=",
                "/Organization?_elements=name",
                "/PractitionerRole?_include=PractitionerRole:organization",
                "/Practitioner?_total=accurate"
            })
    void theDirectoryIsNotListedAsAWhole(String path) throws Exception {
        assertThat(call.refused(path, 400).getIssueFirstRep().getDiagnostics())
                .contains("at least one search parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo=1",
                "_foo=1",
                "family:phonetic=x",
                "family:missing=true",
                "identifier:not=1",
                "_sort=family",
                "_has=x",
                "_summary=true",
                "_total=estimate",
                "_count=ten",
                "_count=-1",
                "active=maybe",
                "_lastUpdated=yesterday",
                "_lastUpdated=ap2026",
                "_lastUpdated=2026-13-45",
                "identifier=%7C",
                "_include=Practitioner:organization",
                "_revinclude=Observation:subject",
                "mailbox-mss:contains=a",
                "mailbox-mss-type:not=PER",
                "practitioner.family=x",
                "_offset=5",
                "_lastUpdated=ge99999-01-01"
            })
    void whatIsNotUnderstoodIsRefused(String query) throws Exception {
        call.refused("/Practitioner?family=leclerc&" + query, 400);
    }

    @Test
    void theTotalIsToldWhenAskedForOrFree() throws Exception {
        assertThat(call.bundle("/Practitioner?active=true&_count=1").hasTotal()).isFalse();
        var accurate = call.bundle("/Practitioner?active=true&_count=1&_total=accurate");
        assertThat(accurate.getTotal()).isEqualTo(2);
        assertThat(accurate.getEntry()).hasSize(1);
        assertThat(call.bundle("/Practitioner?active=true").getTotal()).isEqualTo(2);
        assertThat(call.bundle("/Practitioner?active=true&_total=none").hasTotal())
                .isFalse();
        var none = call.bundle("/Practitioner?active=true&_count=0");
        assertThat(none.getTotal()).isEqualTo(2);
        assertThat(none.getEntry()).isEmpty();
        assertThat(none.getLink("next")).isNull();
    }

    @Test
    void includesBringWhatTheyName() throws Exception {
        assertThat(types("/PractitionerRole?_id=" + fixture.atSite
                        + "&_include=PractitionerRole:organization&_include=PractitionerRole:practitioner"))
                .containsExactly("PractitionerRole", "Practitioner", "Organization");
        assertThat(types("/Organization?_id=" + fixture.site + "&_include=Organization:partof"))
                .containsExactly("Organization", "Organization");
        assertThat(types("/Organization?_id=" + fixture.site + "&_revinclude=PractitionerRole:organization"))
                .containsExactly("Organization", "PractitionerRole", "PractitionerRole");
        assertThat(types("/Practitioner?_id=" + fixture.camille
                        + "&_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization"))
                .containsExactly(
                        "Practitioner", "PractitionerRole", "PractitionerRole", "Organization", "Organization");
        assertThat(types("/PractitionerRole?practitioner=" + fixture.camille
                        + "&_include=PractitionerRole:practitioner"))
                .containsExactly("PractitionerRole", "PractitionerRole", "Practitioner");
    }

    @Test
    void balisesOwnRowStandsInPlaceOfTheNationalOne() throws Exception {
        fixture.rows.run(
                "insert into directory.attachment (address_id, structure_id, source, rank, first_seen, updated_at)"
                        + " select address_id, structure_id, 'local', 2, '2026-11-12', now() from directory.attachment where id = ?",
                fixture.teamBox);
        var site =
                (org.hl7.fhir.r4.model.Organization) call.bundle("/Organization?mailbox-mss=cardiologie@ch.mssante.fr")
                        .getEntryFirstRep()
                        .getResource();
        assertThat(site.getTelecom())
                .filteredOn(t -> t.getValue().startsWith("cardio"))
                .singleElement()
                .satisfies(t -> assertThat(t.getRank()).isEqualTo(2));
        fixture.rows.run("update directory.attachment set gone_since = '2026-11-13' where source = 'local'");
        assertThat(call.bundle("/Organization?mailbox-mss=cardiologie@ch.mssante.fr")
                        .getEntry())
                .isEmpty();
    }

    private List<String> types(String path) throws Exception {
        return call.bundle(path).getEntry().stream()
                .map(e -> e.getResource().fhirType())
                .toList();
    }

    private List<String> found(String resource, String query) throws Exception {
        var filled = query.strip()
                .replace("{camille}", "" + fixture.camille)
                .replace("{site}", "" + fixture.site)
                .replace("{practice}", "" + fixture.practice)
                .replace("{hospital}", "" + fixture.hospital)
                .replace("{atSite}", "" + fixture.atSite)
                .replace("%;", "%25;")
                .replaceAll("%$", "%25")
                .replace(" ", "%20")
                .replace("|", "%7C")
                .replace("é", "%C3%A9")
                .replace("ô", "%C3%B4");
        Bundle bundle = call.bundle("/" + resource + "?" + filled);
        return Calling.ids(bundle, ResourceType.fromCode(resource)).stream()
                .map(id -> name(resource, Long.parseLong(id)))
                .toList();
    }

    private String name(String resource, long id) {
        return switch (resource) {
            case "Practitioner" ->
                id == fixture.camille ? "camille" : id == fixture.lise ? "lise" : id == fixture.gone ? "gone" : "?";
            case "PractitionerRole" ->
                id == fixture.atPractice
                        ? "atPractice"
                        : id == fixture.atSite ? "atSite" : id == fixture.nurseAtSite ? "nurseAtSite" : "?";
            default ->
                id == fixture.hospital
                        ? "hospital"
                        : id == fixture.site ? "site" : id == fixture.practice ? "practice" : "?";
        };
    }

    private static String[] names(String expected) {
        return Stream.of(expected.strip().split(" "))
                .filter(n -> !n.equals("-"))
                .toArray(String[]::new);
    }
}
