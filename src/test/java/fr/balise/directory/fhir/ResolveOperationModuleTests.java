package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** {@code $mssante-resolve} at the running server; every reply passes the FHIR validator. */
@NullUnmarked
class ResolveOperationModuleTests extends Served {
    private static final String AT_TYPE = "/Practitioner/$mssante-resolve";

    @Test
    void anInstanceIsAskedAndAnswersWhatTheTypeDoes() throws Exception {
        var byType = get(AT_TYPE + "?person=99700000013&structure=990000036");
        assertThat(text(byType, "address")).isEqualTo("camille.leclerc@b.mssante.fr");
        assertThat(text(byType, "reason")).isEqualTo("only-one");
        assertThat(((BooleanType) byType.getParameter("sure").getValue()).booleanValue())
                .isTrue();
        assertThat(text(byType, "askAgain")).isNotBlank();
        var byInstance = get("/Practitioner/" + fixture.camille + "/$mssante-resolve?structure=990000036");
        assertThat(Calling.json(byInstance)).isEqualTo(Calling.json(byType));
    }

    @Test
    void parametersMayBeSent() throws Exception {
        var asked = new Parameters();
        asked.addParameter("address", new StringType("lise@a.mssante.fr"));
        var answer = post(Calling.json(asked));
        assertThat(text(answer, "address")).isEqualTo("lise@a.mssante.fr");
        assertThat(((BooleanType) answer.getParameter("asked").getValue()).booleanValue())
                .isTrue();
    }

    @Test
    void unknownAndHiddenAddressesGetOneAndTheSameAnswer() throws Exception {
        fixture.rows.run(
                "update directory.attachment set unlisted = true where address_id = (select id from directory.address where key = 'lise@a.mssante.fr')");
        var hidden = call.refused(AT_TYPE + "?address=lise@a.mssante.fr", 404);
        var unknown = call.refused(AT_TYPE + "?address=never@a.mssante.fr", 404);
        assertThat(Calling.json(hidden)).isEqualTo(Calling.json(unknown));
        // Also to a key that publishes for that domain: this operation speaks to whoever writes a letter.
        var publisher = HttpRequest.newBuilder(
                        java.net.URI.create(call.base() + AT_TYPE + "?address=lise@a.mssante.fr"))
                .header("ESANTE-API-KEY", OneKey.PUBLISHER)
                .build();
        assertThat(Calling.json(call.refused(publisher, 404))).isEqualTo(Calling.json(unknown));
    }

    @Test
    void whatCannotBeAskedIsRefused() throws Exception {
        refused(AT_TYPE, 400, "Give either");
        refused(AT_TYPE + "?person=1&address=a@a.mssante.fr", 400, "Give either");
        refused(AT_TYPE + "?person=99700000013&document=poem", 400, "document");
        refused("/Practitioner/" + fixture.camille + "/$mssante-resolve?person=99700000021", 400, "resource");
        refused("/Practitioner/999999/$mssante-resolve", 404, "nobody");
        refused("/Practitioner/abc/$mssante-resolve", 404, "nobody");
        refused("/Practitioner/$no-such-operation", 400, "");
        var xml = call.request(AT_TYPE)
                .header("Content-Type", "application/fhir+xml")
                .POST(HttpRequest.BodyPublishers.ofString("<Parameters xmlns=\"http://hl7.org/fhir\"/>"))
                .build();
        call.refused(xml, 415);
        var large = call.request(AT_TYPE)
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"resourceType\":\"Parameters\"}" + " ".repeat(300_000)))
                .build();
        call.refused(large, 413);
        var broken = call.request(AT_TYPE)
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"resourceType\":"))
                .build();
        call.refused(broken, 400);
    }

    @Test
    void theCapabilityStatementNamesTheOperationAndItsDefinitionCanBeRead() throws Exception {
        var statement =
                call.client().capabilities().ofType(CapabilityStatement.class).execute();
        var operations = statement.getRestFirstRep().getResource().stream()
                .filter(one -> one.getType().equals("Practitioner"))
                .flatMap(one -> one.getOperation().stream())
                .toList();
        assertThat(operations).hasSize(1);
        assertThat(operations.getFirst().getName()).isEqualTo("mssante-resolve");
        var definition = call.client()
                .read()
                .resource(OperationDefinition.class)
                .withUrl(operations.getFirst().getDefinition())
                .execute();
        assertThat(definition.getParameter()).hasSizeGreaterThan(10);
        call.refused("/OperationDefinition/other", 404);
    }

    private void refused(String path, int status, String why) throws Exception {
        OperationOutcome outcome = call.refused(path, status);
        assertThat(outcome.getIssueFirstRep().getDiagnostics()).contains(why);
    }

    private Parameters get(String path) throws Exception {
        return read(call.request(path).build());
    }

    private Parameters post(String body) throws Exception {
        return read(call.request(AT_TYPE)
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private Parameters read(HttpRequest request) throws Exception {
        var reply = call.send(request);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        Calling.valid(reply.body());
        return Calling.FHIR.newJsonParser().parseResource(Parameters.class, reply.body());
    }

    private static String text(Parameters answer, String name) {
        return answer.getParameter(name).getValue().primitiveValue();
    }
}
