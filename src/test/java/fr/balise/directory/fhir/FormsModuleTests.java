package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same content in each form, and from each copy of Balise. */
@NullUnmarked
class FormsModuleTests extends Served {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    LinkSeal seal;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Practitioner?family=leclerc",
                "/PractitionerRole?active=true",
                "/Organization?name=hopital",
                "/metadata"
            })
    void xmlSaysWhatJsonSays(String path) throws Exception {
        var json = asked(path, "application/fhir+json");
        var xml = asked(path, "application/fhir+xml");
        assertThat(xml.body()).startsWith("<");
        Calling.valid(xml.body());
        var fromXml = (Resource) Calling.FHIR.newXmlParser().parseResource(xml.body());
        var fromJson = (Resource) Calling.FHIR.newJsonParser().parseResource(json.body());
        // Links name the form, and a walk through pages has an id and a moment of its own.
        for (var each : new Resource[] {fromXml, fromJson}) {
            each.setMeta(null).setId((String) null);
            if (each instanceof Bundle bundle) bundle.setLink(null).setTimestamp(null);
            if (each instanceof org.hl7.fhir.r4.model.CapabilityStatement can) can.setDate(null);
        }
        assertThat(fromXml.equalsDeep(fromJson)).isTrue();
    }

    @Test
    void aRefusalIsInTheFormThatWasAskedFor() throws Exception {
        var refused = call.refused(
                call.request("/Practitioner/999999")
                        .header("Accept", "application/fhir+xml")
                        .build(),
                404);
        assertThat(refused.getIssue()).isNotEmpty();
    }

    @Test
    void aLinkToTheNextPageOfOneCopyIsGoodAtAnother() throws Exception {
        var link = call.bundle("/PractitionerRole?_count=1&practitioner=" + fixture.camille)
                .getLink("next")
                .getUrl();
        var walk = link.replaceAll(".*_getpages=([^&]*).*", "$1");
        var sealed = link.replaceAll(".*_pageId=([^&]*).*", "$1");
        var copy = new LinkSeal(new LinkKey(jdbc));
        assertThat(copy.open(walk, sealed)).isEqualTo(seal.open(walk, sealed)).isPresent();
        assertThat(copy.open("another walk", sealed)).isEmpty();
    }

    private HttpResponse<String> asked(String path, String form) throws Exception {
        var reply = call.send(call.request(path).header("Accept", form).build());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type").orElseThrow()).startsWith(form);
        return reply;
    }
}
