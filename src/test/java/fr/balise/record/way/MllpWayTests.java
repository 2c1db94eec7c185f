package fr.balise.record.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v26.message.MDM_T02;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import fr.balise.record.document.CdaHead;
import fr.balise.record.document.CdaHead.Coded;
import fr.balise.record.document.CdaHead.Id;
import fr.balise.record.document.CdaHead.Patient;
import fr.balise.record.document.Document;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the HL7 server of HAPI, which parses and answers by itself, and against servers that misbehave. */
@NullUnmarked
class MllpWayTests {
    private static final Patient PATIENT = new Patient(
            List.of(new Id("1.2.250.1.213.1.4.10", "269029999999960")), "O'TEST|^&~\\X", "LOU", "19690215", "F");
    private static final CdaHead HEAD = new CdaHead(
            new Id("1.2.250.1.999.1", "D-1"),
            new Coded("11502-2", "2.16.840.1.113883.6.1", "CR biologie"),
            "CR",
            "2026",
            PATIENT);
    private static final Document CDA = new Document(
            "DOC0001.XML",
            "text/xml",
            "<ClinicalDocument>é</ClinicalDocument>".getBytes(StandardCharsets.UTF_8),
            "1.2.250.1.999.1^D-1",
            HEAD,
            false);
    private static final Document PDF = new Document(
            "cr.pdf", "application/pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII), null, null, false);

    private final List<Message> received = new CopyOnWriteArrayList<>();
    private DefaultHapiContext context;
    private HL7Service server;
    private int port;
    private volatile AcknowledgmentCode code = AcknowledgmentCode.AA;
    private volatile HL7Exception error;

    @BeforeEach
    void aServer() throws Exception {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        context = new DefaultHapiContext();
        // The usual one keeps its counter in a file of the folder that the tests run in.
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        server = context.newServer(port, false);
        server.registerApplication("MDM", "T02", new ReceivingApplication<Message>() {
            @Override
            public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
                received.add(message);
                try {
                    return message.generateACK(code, error);
                } catch (IOException e) {
                    throw new HL7Exception(e);
                }
            }

            @Override
            public boolean canProcess(Message message) {
                return true;
            }
        });
        server.startAndWait();
    }

    @AfterEach
    void noServer() throws IOException {
        server.stopAndWait();
        context.close();
    }

    private static MllpWay way(Duration timeout) throws Exception {
        return new MllpWay(new Line(null, timeout), Clock.systemUTC());
    }

    private static Software software(String address, boolean pdf) {
        return new Software(
                1,
                "DPI",
                Software.Kind.MLLP,
                URI.create(address),
                "",
                "",
                "",
                "DPI^CABINET",
                pdf,
                false,
                Set.of("@a.fr"),
                true);
    }

    private static Parcel parcel(Document document, Patient patient) {
        return new Parcel(UUID.randomUUID(), document, patient, "m@h.mssante.fr", "labo@peer", "<1@t>", Instant.now());
    }

    private Answer hand(Parcel parcel, boolean pdf) throws Exception {
        return way(Duration.ofSeconds(10)).hand(software("mllp://127.0.0.1:" + port, pdf), parcel);
    }

    private NotNow.Why later(String address, Duration timeout) throws Exception {
        var way = way(timeout);
        var not = catchThrowableOfType(NotNow.class, () -> way.hand(software(address, false), parcel(CDA, PATIENT)));
        assertThat(not).isNotNull();
        return not.why();
    }

    @Test
    void aServerOfAnotherHandReadsWhatTheNationalVoletWants() throws Exception {
        var parcel = parcel(CDA, PATIENT);
        assertThat(hand(parcel, false)).isInstanceOf(Answer.Accepted.class);
        assertThat(received).hasSize(1);
        assertThat(received.getFirst()).isInstanceOf(MDM_T02.class);
        var read = new Terser(received.getFirst());
        assertThat(read.get("/.MSH-9-3")).isEqualTo("MDM_T02");
        assertThat(read.get("/.MSH-12")).isEqualTo("2.6");
        assertThat(read.get("/.MSH-17")).isEqualTo("FRA");
        assertThat(read.get("/.MSH-18")).isEqualTo("UNICODE UTF-8");
        assertThat(read.get("/.MSH-21-1") + "^" + read.get("/.MSH-21-2")).isEqualTo("2.1^CISIS_CDA_HL7_V2");
        assertThat(read.get("/.MSH-5") + "^" + read.get("/.MSH-6")).isEqualTo("DPI^CABINET");
        assertThat(read.get("/.MSH-10")).isEqualTo(parcel.token().toString().replace("-", ""));
        assertThat(read.get("/.PID-3-1")).isEqualTo("269029999999960");
        assertThat(read.get("/.PID-3-4-2")).isEqualTo("1.2.250.1.213.1.4.10");
        assertThat(read.get("/.PID-3-5")).isEqualTo("INS");
        assertThat(read.get("/.PID-5-1-1"))
                .as("no delimiter of a stranger ends a field")
                .isEqualTo("O'TEST|^&~\\X");
        assertThat(read.get("/.PV1-2")).isEqualTo("N");
        assertThat(read.get("/.ORC-1")).isEqualTo("NW");
        assertThat(read.get("/.OBR-4-1") + read.get("/.OBR-4-3")).isEqualTo("11502-2LN");
        assertThat(read.get("/.TXA-2")).isEqualTo("11502-2");
        assertThat(read.get("/.TXA-3")).isEqualTo("TEXT");
        assertThat(read.get("/.TXA-12-1") + "^" + read.get("/.TXA-12-3") + "^" + read.get("/.TXA-12-4"))
                .isEqualTo("D-1^1.2.250.1.999.1^ISO");
        assertThat(read.get("/.TXA-17")).isEqualTo("AU");
        assertThat(read.get("/.OBX-2")).isEqualTo("ED");
        assertThat(read.get("/.OBX-5-2") + read.get("/.OBX-5-3") + read.get("/.OBX-5-4"))
                .isEqualTo("textXMLBase64");
        assertThat(Base64.getDecoder().decode(read.get("/.OBX-5-5"))).isEqualTo(CDA.octets());
        assertThat(read.get("/.OBX-11")).isEqualTo("F");
    }

    @Test
    void aRefusalIsToldInTheSoftwaresWords() throws Exception {
        code = AcknowledgmentCode.AE;
        error = new HL7Exception("Patient inconnu", ca.uhn.hl7v2.ErrorCode.UNKNOWN_KEY_IDENTIFIER);
        assertThat(hand(parcel(CDA, PATIENT), false)).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Answer.Why.SOFTWARE);
            assertThat(refused.said()).isEqualTo("204 Unknown key identifier");
        });
    }

    @Test
    void whatPassesIsTriedAgain() throws Exception {
        var there = "mllp://127.0.0.1:" + port;
        code = AcknowledgmentCode.AE;
        error = new HL7Exception("verrou", ca.uhn.hl7v2.ErrorCode.APPLICATION_RECORD_LOCKED);
        assertThat(later(there, Duration.ofSeconds(10))).isEqualTo(NotNow.Why.BUSY);
        code = AcknowledgmentCode.AR;
        error = new HL7Exception("arrêt", ca.uhn.hl7v2.ErrorCode.APPLICATION_INTERNAL_ERROR);
        assertThat(later(there, Duration.ofSeconds(10))).isEqualTo(NotNow.Why.BUSY);
        error = new HL7Exception("type", ca.uhn.hl7v2.ErrorCode.UNSUPPORTED_MESSAGE_TYPE);
        assertThat(hand(parcel(CDA, PATIENT), false)).isInstanceOf(Answer.Refused.class);
        code = AcknowledgmentCode.CA;
        error = null;
        assertThat(later(there, Duration.ofSeconds(10)))
                .as("stored is not filed")
                .isEqualTo(NotNow.Why.SENSELESS);
        server.stopAndWait();
        assertThat(later(there, Duration.ofSeconds(2))).isEqualTo(NotNow.Why.UNREACHABLE);
    }

    @Test
    void theSameDocumentComesUnderTheSameNumber() throws Exception {
        var parcel = parcel(CDA, PATIENT);
        hand(parcel, false);
        hand(parcel, false);
        assertThat(new Terser(received.get(0)).get("/.MSH-10")).isEqualTo(new Terser(received.get(1)).get("/.MSH-10"));
    }

    @Test
    void whatCannotGoThisWayIsNotSent() throws Exception {
        assertThat(hand(parcel(PDF, PATIENT), false)).isEqualTo(new Answer.Refused(Answer.Why.KIND, ""));
        assertThat(hand(parcel(PDF, Patient.NONE), true)).isEqualTo(new Answer.Refused(Answer.Why.PATIENT, ""));
        assertThat(received).isEmpty();
        assertThat(hand(parcel(PDF, PATIENT), true)).isInstanceOf(Answer.Accepted.class);
        assertThat(new Terser(received.getFirst()).get("/.OBX-5-3")).isEqualTo("PDF");
    }

    /** A server that says this and goes away; null to say nothing and stay. */
    private NotNow.Why against(String said, Duration timeout) throws Exception {
        try (var odd = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> {
                try (var socket = odd.accept()) {
                    if (said == null) Thread.sleep(20_000);
                    else {
                        socket.getInputStream().read(new byte[1]);
                        socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException | InterruptedException gone) {
                    // As it should be.
                }
            });
            return later("mllp://127.0.0.1:" + odd.getLocalPort(), timeout);
        }
    }

    @Test
    void serversThatMisbehaveProveNothing() throws Exception {
        assertThat(against(null, Duration.ofSeconds(1))).as("silent").isEqualTo(NotNow.Why.UNREACHABLE);
        assertThat(against("", Duration.ofSeconds(5))).as("gone in the middle").isEqualTo(NotNow.Why.UNREACHABLE);
        assertThat(against("HTTP/1.1 200 OK\r\n", Duration.ofSeconds(5)))
                .isIn(NotNow.Why.SENSELESS, NotNow.Why.UNREACHABLE);
    }

    @Test
    void anAnswerToAnotherMessageIsNone() {
        for (var told : new String[] {
            "MSH|^~\\&|A\rMSA|AA|other\r",
            "MSH|^~\\&|A\r",
            "MSA|AA|n\r",
            "",
            "MSH|^~\\&|A\rMSA|ZZ|n\r",
            "MSH|^~\\&|A\rMSA|CA|n\r"
        })
            assertThat(catchThrowableOfType(NotNow.class, () -> Acknowledgement.read(told, "n")))
                    .as(told)
                    .isNotNull();
    }

    @Test
    void theWordsForPeopleComeFirst() throws Exception {
        assertThat(Acknowledgement.read(
                        "MSH|^~\\&|A\rMSA|AE|n|texte\rERR|||204^Unknown key identifier^HL70357|E||||Patient \\T\\ inconnu\r",
                        "n"))
                .isEqualTo(new Answer.Refused(Answer.Why.SOFTWARE, "Patient & inconnu"));
    }

    @Test
    void nobodysWordsAreTakenForOurs() throws Exception {
        assertThat(Acknowledgement.read("MSH|^~\\&|A\rMSA|AE|n|record.title\r", "n"))
                .isEqualTo(new Answer.Refused(Answer.Why.SOFTWARE, "« record.title »"));
    }

    @Test
    void aServerWithoutACertificateThatIsKnownGetsNothing() throws Exception {
        assertThat(later("mllps://127.0.0.1:" + port, Duration.ofSeconds(2)))
                .isIn(NotNow.Why.NOT_TRUSTED, NotNow.Why.UNREACHABLE);
        assertThat(received).isEmpty();
    }
}
