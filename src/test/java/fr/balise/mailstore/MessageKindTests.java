package fr.balise.mailstore;

import static fr.balise.mailstore.MessageKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One list of messages, each with what it is and why. */
class MessageKindTests {
    private static final MessagePart TEXT = new MessagePart("text/plain", null, false, 10);

    private static MessagePart file(String type, @org.jspecify.annotations.Nullable String name) {
        return new MessagePart(type, name, true, 1_000);
    }

    private static StoredMessage message(String type, String from, String subject, MessagePart... parts) {
        return new StoredMessage(
                1,
                1,
                1,
                Set.of(),
                Instant.EPOCH,
                new MessageHead(from, subject, null, null, Map.of()),
                true,
                type,
                List.of(parts));
    }

    private static void is(MessageKind kind, String subject, MessagePart... parts) {
        assertThat(MessageKind.of(message("multipart/mixed", "a@peer.mssante.fr", subject, parts)))
                .as(subject)
                .isEqualTo(kind);
    }

    private static void report(MessageKind kind, String type, String subject, MessagePart... parts) {
        assertThat(MessageKind.of(message("multipart/report;" + type, "a@peer.mssante.fr", subject, parts)))
                .as(subject)
                .isEqualTo(kind);
    }

    @Test
    void documentsAreKnownByTheirFileOrTheirSubject() {
        is(XDM, "Compte rendu", TEXT, file("application/zip", "IHE_XDM.zip"));
        is(XDM, "Compte rendu", TEXT, file("application/octet-stream", "IHE_XDM.ZIP"));
        is(XDM, "XDM/1.0/DDM+CR NOM prénom", TEXT, file("application/zip", "documents.zip"));
        is(XDM, "[SUSPECT] XDM/1.0/DDM+CR", TEXT, file("application/zip", "d.zip")); // a gateway's mark before it
        is(LABORATORY, "Résultats [hnet]", TEXT, file("text/plain", "resultat.txt"));
        is(LABORATORY, "Résultats", TEXT, file("application/octet-stream", "12345.HPR"));
        is(LABORATORY, "HPRIM : résultats", TEXT, file("application/octet-stream", "12345.dat"));
        is(CDA, "Lettre", TEXT, file("text/xml", "DOC0001.XML"));
        is(CDA, "Lettre", TEXT, file("application/octet-stream", "doc.xml"));
        is(PDF, "Courrier", TEXT, file("application/pdf", "courrier.pdf"));
        is(PDF, "Courrier", TEXT, file("application/octet-stream", "Courrier.PDF"));
        is(PDF, "Courrier", new MessagePart("application/pdf", null, false, 10)); // shown in place, without a name
        is(IMAGE, "Photo", TEXT, file("image/jpeg", "lésion.jpg"));
        is(ATTACHMENT, "Photo", TEXT, file("image/jpeg", "lésion.jpg"), file("application/msword", "lettre.doc"));
        is(ATTACHMENT, "Scan", TEXT, file("application/zip", "scan.zip"));
        is(ATTACHMENT, "Note", TEXT, file("text/plain", "note.txt"));
    }

    @Test
    void whatIsNoDocumentIsNotTakenForOne() {
        is(LETTER, "Bonjour", TEXT);
        is(LETTER, "Planète : des hneto", TEXT); // within a word
        is(LETTER, "XDM/1.0/DDM+ était le sujet", TEXT); // an answer quotes the subject and carries nothing
        is(LETTER, "Bonjour", TEXT, new MessagePart("image/png", "logo.png", false, 10));
        is(LETTER, "Bonjour", TEXT, file("application/pkcs7-signature", "smime.p7s"));
        is(LETTER, "Rendez-vous", TEXT, file("text/calendar", "invite.ics"));
        is(LETTER, "Tr: Bonjour", TEXT, file("message/rfc822", null), TEXT);
    }

    @Test
    void aForwardedDocumentIsOne() {
        is(
                PDF,
                "Tr: Courrier",
                TEXT,
                new MessagePart("message/rfc822", null, false, 9),
                file("application/pdf", "c.pdf"));
    }

    @Test
    void aFailureToFileIsOneHoweverItIsWrittenAndWhateverItCarries() {
        var zip = file("application/zip", "IHE_XDM.zip");
        var told = "disposition-notification";
        report(INTEGRATION_FAILURE, told, "[KO Intégration système !][902] XDM/1.0/DDM+CR NOM", TEXT, zip);
        report(INTEGRATION_FAILURE, told, "[KO Integration systeme !][902] CR", TEXT);
        report(INTEGRATION_FAILURE, told, "[ko INTÉGRATION système !]", TEXT);
        is(INTEGRATION_FAILURE, "[KO Intégration système !][900] CR", TEXT); // a plain notice
        assertThat(MessageKind.of(message("", "a@peer.mssante.fr", "[KO Inte\u0301gration syste\u0300me !]")))
                .isEqualTo(INTEGRATION_FAILURE); // accents apart
    }

    @Test
    void reportsAreToldApartAndThoseWithDocumentsAreDocuments() {
        report(RECEIPT, "disposition-notification", "Lu : CR", TEXT);
        report(XDM, "disposition-notification", "XDM/1.0/DDM+CR", TEXT, file("application/zip", "IHE_XDM.zip"));
        report(NON_DELIVERY, "delivery-status", "Undelivered Mail", TEXT, file("message/delivery-status", null));
    }

    @Test
    void whatTheServerCannotTellMayBeADocument() {
        var unknown = new StoredMessage(
                1,
                1,
                1,
                Set.of(),
                Instant.EPOCH,
                new MessageHead(null, null, null, null, Map.of()),
                false,
                "",
                List.of());
        assertThat(MessageKind.of(unknown)).isEqualTo(ILLEGIBLE);
        assertThat(ILLEGIBLE.isDocument()).isTrue();
    }

    @Test
    void mailOfPatientsIsKnownByItsDomain() {
        assertThat(MessageKind.of(message("text/plain", "275012345678901@Patient.mssante.fr", "Question", TEXT)))
                .isEqualTo(PATIENT);
        assertThat(MessageKind.of(message("text/plain", "x@patient.mssante.fr.example", "Question", TEXT)))
                .isEqualTo(LETTER);
    }

    private static boolean writes(String type, String field, String value) {
        return MessageKind.isFromCorrespondent(new StoredMessage(
                1,
                1,
                1,
                Set.of(),
                Instant.EPOCH,
                new MessageHead("a@peer.mssante.fr", "s", null, null, Map.of(field, value)),
                true,
                type,
                List.of()));
    }

    @Test
    void correspondentsArePeopleAndSoftwareThatWritesNotWhatAnswersByItself() {
        assertThat(writes("text/plain", "return-path", "<a@peer.mssante.fr>")).isTrue();
        assertThat(writes("multipart/mixed", "auto-submitted", "auto-generated"))
                .isTrue(); // a hospital's software
        assertThat(writes("text/plain", "auto-submitted", "Auto-Replied (vacation)"))
                .isFalse();
        assertThat(writes("text/plain", "list-id", "<news.peer.mssante.fr>")).isFalse();
        assertThat(writes("text/plain", "precedence", "Bulk")).isFalse();
        assertThat(writes("text/plain", "return-path", "<>")).isFalse();
        assertThat(writes("multipart/report;delivery-status", "to", "x")).isFalse();
        assertThat(writes("multipart/report;disposition-notification", "to", "x"))
                .isFalse();
    }
}
