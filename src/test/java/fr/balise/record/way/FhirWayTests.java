package fr.balise.record.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.RequiredParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import fr.balise.record.document.CdaHead;
import fr.balise.record.document.CdaHead.Coded;
import fr.balise.record.document.CdaHead.Id;
import fr.balise.record.document.CdaHead.Patient;
import fr.balise.record.document.Document;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.startup.Tomcat;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document as a FHIR transaction, to a server that is HAPI's. */
@NullUnmarked
class FhirWayTests {
    private static final Patient PATIENT =
            new Patient(List.of(new Id("1.2.250.1.213.1.4.10", "269029999999960")), "TEST", "LOU", "19690215", "F");
    private static final Document CDA = new Document(
            "DOC0001.XML",
            "text/xml",
            "<ClinicalDocument>é</ClinicalDocument>".getBytes(StandardCharsets.UTF_8),
            "1.2.250.1.999.1^D-1",
            new CdaHead(
                    new Id("1.2.250.1.999.1", "D-1"),
                    new Coded("11502-2", "2.16.840.1.113883.6.1", "CR biologie"),
                    "Compte rendu",
                    "20260630101500+0200",
                    PATIENT),
            false);
    private static final Document PDF = new Document(
            "cr.pdf", "application/pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII), null, null, false);

    private static final Store STORE = new Store();
    private static Tomcat tomcat;

    /** A server that keeps what it is given. Public: HAPI looks at it. */
    public static final class Store {
        final List<DocumentReference> references = new CopyOnWriteArrayList<>();
        final List<Binary> binaries = new CopyOnWriteArrayList<>();
        volatile BaseServerResponseException before;
        volatile BaseServerResponseException after;
        volatile boolean deaf;

        @Transaction
        public Bundle transaction(@TransactionParam Bundle bundle, HttpServletRequest request) {
            if (!"Bearer jeton".equals(request.getHeader("Authorization"))) throw new AuthenticationException("no");
            if (before != null) throw before;
            var answer = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
            for (var entry : bundle.getEntry()) {
                String place;
                if (entry.getResource() instanceof DocumentReference reference) {
                    references.add(reference);
                    reference.setId("DocumentReference/" + references.size());
                    place = reference.getId() + "/_history/1";
                } else {
                    binaries.add((Binary) entry.getResource());
                    place = "Binary/" + binaries.size() + "/_history/1";
                }
                answer.addEntry().getResponse().setStatus("201 Created").setLocation(place);
            }
            if (after != null) throw after;
            return answer;
        }

        @Search(type = DocumentReference.class)
        public List<DocumentReference> search(@RequiredParam(name = "identifier") TokenParam identifier) {
            return references.stream()
                    .filter(one -> deaf
                            || one.getIdentifier().stream()
                                    .anyMatch(id -> id.getSystem().equals(identifier.getSystem())
                                            && id.getValue().equals(identifier.getValue())))
                    .toList();
        }
    }

    @BeforeAll
    static void aServer(@TempDir Path folder) throws Exception {
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        var context = tomcat.addContext("", folder.toString());
        var server = new RestfulServer(FhirContext.forR4Cached());
        server.registerProvider(STORE);
        Tomcat.addServlet(context, "fhir", server);
        context.addServletMappingDecoded("/fhir/*", "fhir");
        tomcat.start();
    }

    @AfterAll
    static void noServer() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @BeforeEach
    void empty() {
        STORE.references.clear();
        STORE.binaries.clear();
        STORE.before = null;
        STORE.after = null;
        STORE.deaf = false;
    }

    private static Software software(String address, String secret) {
        return new Software(
                1,
                "DPI",
                Software.Kind.FHIR,
                URI.create(address),
                "",
                secret,
                "",
                "",
                false,
                false,
                Set.of("@a.fr"),
                true);
    }

    private static String base() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/fhir";
    }

    private static Parcel parcel(Document document, Patient patient) {
        return new Parcel(UUID.randomUUID(), document, patient, "m@h.mssante.fr", "labo@peer", "<1@t>", Instant.now());
    }

    private static FhirWay way() throws Exception {
        return new FhirWay(new Line(null, Duration.ofSeconds(10)));
    }

    private static Answer hand(Parcel parcel) throws Exception {
        return way().hand(software(base(), "jeton"), parcel);
    }

    private static NotNow.Why later(String address, String secret, Duration timeout) {
        var not = catchThrowableOfType(
                NotNow.class,
                () -> new FhirWay(new Line(null, timeout)).hand(software(address, secret), parcel(CDA, PATIENT)));
        assertThat(not).isNotNull();
        return not.why();
    }

    @Test
    void aServerOfAnotherHandKeepsTheDocumentAndWhatItIs() throws Exception {
        var parcel = parcel(CDA, PATIENT);
        assertThat(hand(parcel)).isEqualTo(new Answer.Accepted("DocumentReference/1/_history/1"));
        var reference = STORE.references.getFirst();
        assertThat(reference.getMasterIdentifier().getSystem()).isEqualTo("urn:oid:1.2.250.1.999.1");
        assertThat(reference.getMasterIdentifier().getValue()).isEqualTo("D-1");
        assertThat(reference.getIdentifierFirstRep().getValue()).isEqualTo("urn:uuid:" + parcel.token());
        assertThat(reference.getType().getCodingFirstRep().getSystem()).isEqualTo("http://loinc.org");
        assertThat(reference.getType().getCodingFirstRep().getCode()).isEqualTo("11502-2");
        assertThat(reference.getSubject().getIdentifier().getSystem()).isEqualTo("urn:oid:1.2.250.1.213.1.4.10");
        assertThat(reference.getSubject().getIdentifier().getValue()).isEqualTo("269029999999960");
        var attachment = reference.getContentFirstRep().getAttachment();
        assertThat(attachment.getContentType()).isEqualTo("text/xml");
        assertThat(attachment.getCreation()).isEqualTo(Instant.parse("2026-06-30T08:15:00Z"));
        assertThat(attachment.getSize()).isEqualTo(CDA.octets().length);
        assertThat(STORE.binaries.getFirst().getData()).isEqualTo(CDA.octets());
        assertThat(hand(parcel(PDF, PATIENT))).isInstanceOf(Answer.Accepted.class);
        assertThat(STORE.references.getLast().hasMasterIdentifier()).isFalse();
    }

    @Test
    void softwareThatDiedBeforeItAnsweredGetsNothingTwice() throws Exception {
        STORE.after = new InternalErrorException("mort");
        var parcel = parcel(CDA, PATIENT);
        var not = catchThrowableOfType(NotNow.class, () -> hand(parcel));
        assertThat(not.why()).isEqualTo(NotNow.Why.BUSY);
        STORE.after = null;
        assertThat(hand(parcel)).isEqualTo(new Answer.Accepted("DocumentReference/1"));
        assertThat(STORE.references).hasSize(1);
        assertThat(STORE.binaries).hasSize(1);
    }

    @Test
    void aServerThatAnswersAnySearchWithAllItHasProvesNothing() throws Exception {
        hand(parcel(PDF, PATIENT));
        STORE.deaf = true;
        assertThat(hand(parcel(CDA, PATIENT))).isEqualTo(new Answer.Accepted("DocumentReference/2/_history/1"));
        assertThat(STORE.references).hasSize(2);
    }

    @Test
    void aRefusalIsToldInTheSoftwaresWords() throws Exception {
        STORE.before = new UnprocessableEntityException("Patient inconnu");
        assertThat(hand(parcel(CDA, PATIENT))).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Answer.Why.SOFTWARE);
            assertThat(refused.said()).contains("Patient inconnu");
        });
        assertThat(hand(parcel(PDF, Patient.NONE))).isEqualTo(new Answer.Refused(Answer.Why.PATIENT, ""));
    }

    @Test
    void whatPassesIsTriedAgain() throws Exception {
        assertThat(later(base(), "autre", Duration.ofSeconds(10))).isEqualTo(NotNow.Why.CREDENTIAL);
        STORE.before = new InternalErrorException("arrêt");
        assertThat(later(base(), "jeton", Duration.ofSeconds(10))).isEqualTo(NotNow.Why.BUSY);
        STORE.before = null;
        assertThat(later(base() + "x", "jeton", Duration.ofSeconds(10))).isEqualTo(NotNow.Why.SENSELESS);
        way().reach(software(base(), "jeton"));
        assertThat(STORE.references).isEmpty();
        try (var silent = new ServerSocket(0)) {
            assertThat(later("http://127.0.0.1:" + silent.getLocalPort(), "jeton", Duration.ofSeconds(1)))
                    .isEqualTo(NotNow.Why.UNREACHABLE);
        }
    }

    @Test
    void onlyAPlaceForTheDocumentIsAProof() {
        var context = FhirContext.forR4Cached();
        var odd = new ArrayList<String>(List.of("", "{}", "[]", "<html/>", "{\"resourceType\":\"OperationOutcome\"}"));
        for (var response : new String[] {
            "\"status\":\"201\"", "\"status\":\"202\",\"location\":\"x\"", "\"location\":\"x\"", "\"status\":\"500\""
        })
            odd.add("{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":[{\"response\":{"
                    + response + "}}]}");
        for (var body : odd)
            assertThat(catchThrowableOfType(NotNow.class, () -> FhirReply.read(200, body, context)))
                    .as(body)
                    .isNotNull();
        for (int status : new int[] {202, 204, 301, 302, 307, 404, 405})
            assertThat(catchThrowableOfType(NotNow.class, () -> FhirReply.read(status, "", context)))
                    .as("" + status)
                    .isNotNull();
    }

    @Test
    void aRedirectLeadsNowhere() throws IOException {
        try (var odd = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 2; n++)
                    try (var socket = odd.accept()) {
                        socket.getInputStream().read(new byte[1]);
                        socket.getOutputStream()
                                .write(("HTTP/1.1 307 T\r\nLocation: " + base()
                                                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException gone) {
                        return;
                    }
            });
            assertThat(later("http://127.0.0.1:" + odd.getLocalPort(), "jeton", Duration.ofSeconds(5)))
                    .isIn(NotNow.Why.SENSELESS, NotNow.Why.UNREACHABLE);
        }
        assertThat(STORE.references).isEmpty();
    }
}
