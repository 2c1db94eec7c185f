package fr.balise.record.document;

import static fr.balise.record.document.Mails.cda;
import static fr.balise.record.document.Mails.message;
import static fr.balise.record.document.Mails.metadata;
import static fr.balise.record.document.Mails.taken;
import static fr.balise.record.document.Mails.xdm;
import static fr.balise.record.document.Mails.zip;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.record.document.CdaHead.Id;
import fr.balise.record.document.Contents.Taken;
import fr.balise.record.document.Contents.Why;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ContentsTests {
    private static final byte[] PDF = "%PDF-1.4 fictif".getBytes(StandardCharsets.US_ASCII);

    private static Contents whole(byte[] message) {
        assertThat(taken(message)).isInstanceOf(Taken.Whole.class);
        return ((Taken.Whole) taken(message)).contents();
    }

    private static void refused(byte[] message, Why why) {
        assertThat(taken(message)).isEqualTo(new Taken.Not(why));
    }

    @Test
    void anArchiveGivesItsDocumentsWithWhatIsSaidOfThem() {
        var contents = whole(message("1@t", "IHE_XDM.zip", "application/zip", xdm("D-1", "TEST")));
        assertThat(contents.messageId()).isEqualTo("<1@t>");
        assertThat(contents.from()).contains("Laboratoire Analysé");
        assertThat(contents.documents()).hasSize(1);
        var one = contents.documents().getFirst();
        assertThat(one.uniqueId()).isEqualTo("1.2.250.1.999.1^M-0");
        assertThat(one.sha256Hex()).hasSize(64);
        assertThat(one.octets()).isEqualTo(cda("D-1", "TEST").getBytes(StandardCharsets.UTF_8));
        var head = one.head();
        assertThat(head).isNotNull();
        assertThat(head.id()).isEqualTo(new Id("1.2.250.1.999.1", "D-1"));
        assertThat(head.code().code()).isEqualTo("11502-2");
        assertThat(head.title()).isEqualTo("Compte rendu | biologie & suites");
        assertThat(head.patient().ids()).containsExactly(new Id("1.2.250.1.213.1.4.10", "269029999999960"));
        assertThat(head.patient().family()).as("the name at birth").isEqualTo("TEST");
        assertThat(head.patient().given()).isEqualTo("LOU");
        assertThat(head.patient().born()).isEqualTo("19690215");
        assertThat(head.patient().sex()).isEqualTo("F");
    }

    @Test
    void whatAnArchiveDoesNotSayTheDocumentDoes() {
        var bare = zip("IHE_XDM/SUBSET01/METADATA.XML", metadata(), "IHE_XDM/SUBSET01/DOC0001.XML", cda("D-2", "TEST"));
        assertThat(whole(message("2@t", "ihe_xdm.zip", "application/octet-stream", bare))
                        .documents()
                        .getFirst()
                        .uniqueId())
                .isEqualTo("1.2.250.1.999.1^D-2");
    }

    @Test
    void attachmentsAreDocumentsAndPicturesInTheTextAreNone() {
        var contents = whole(message(
                "3@t",
                "cr.pdf",
                "application/pdf",
                PDF,
                "note.txt",
                "text/plain",
                "a".getBytes(StandardCharsets.US_ASCII),
                "s.p7s",
                "application/pkcs7-signature",
                PDF));
        assertThat(contents.documents().stream().map(Document::name)).containsExactly("cr.pdf", "note.txt");
        assertThat(contents.documents().getFirst().ending()).isEqualTo("pdf");
        assertThat(contents.documents().getFirst().uniqueId()).isNull();
        var logo =
                "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>\r\n--x\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=logo.png\r\n\r\nAAAA\r\n--x--\r\n";
        assertThat(whole(logo.getBytes(StandardCharsets.US_ASCII)).documents()).isEmpty();
    }

    @Test
    void aPdfNamedAsPrintedFormStandsBesideItsStructuredDocument() {
        var name = "20260630_11502-2_TEST_LOU_1.pdf";
        var both = whole(
                message("4@t", "IHE_XDM.zip", "application/zip", xdm("D-1", "TEST"), name, "application/pdf", PDF));
        assertThat(both.documents().stream().map(Document::copy)).containsExactly(false, true);
        assertThat(whole(message("5@t", name, "application/pdf", PDF))
                        .documents()
                        .getFirst()
                        .copy())
                .as("alone it is the document")
                .isFalse();
    }

    @Test
    void documentsInsideForwardedMessagesCount() {
        var inside = new String(message("6@t", "cr.pdf", "application/pdf", PDF), StandardCharsets.UTF_8);
        var outside =
                "Message-ID: <7@t>\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\nContent-Type: message/rfc822\r\n\r\n"
                        + inside + "\r\n--y--\r\n";
        assertThat(whole(outside.getBytes(StandardCharsets.UTF_8)).documents()).hasSize(1);
    }

    @Test
    void halfAMessageIsNoMessage() {
        refused(
                "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nAAAA"
                        .getBytes(StandardCharsets.US_ASCII),
                Why.ENCRYPTED);
        refused(message("8@t", "cr.pdf", "application/pdf", new byte[0]), Why.ILLEGIBLE);
        refused(
                message("9@t", "IHE_XDM.zip", "application/zip", "no zip".getBytes(StandardCharsets.US_ASCII)),
                Why.UNSAFE);
        refused(
                message(
                        "9@t",
                        "cr.pdf",
                        "application/pdf",
                        PDF,
                        "IHE_XDM.zip",
                        "application/zip",
                        zip("IHE_XDM/a.txt", "x")),
                Why.UNSAFE);
        var deep = new StringBuilder("Content-Type: message/rfc822\r\n\r\n".repeat(30));
        refused(deep.append("\r\nx").toString().getBytes(StandardCharsets.US_ASCII), Why.ILLEGIBLE);
    }

    /** Each would read a file, ask a host, or grow without end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&x;</title></ClinicalDocument>",
                "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>",
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&b;</title></ClinicalDocument>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>",
                "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&unknown;</title></ClinicalDocument>",
                "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>"
            })
    void hostileStructuredDocumentsAreRefused(String xml) {
        var octets = xml.getBytes(StandardCharsets.UTF_8);
        refused(message("10@t", "d.xml", "text/xml", octets), Why.UNSAFE);
        refused(
                message(
                        "11@t",
                        "IHE_XDM.zip",
                        "application/zip",
                        zip(
                                "IHE_XDM/SUBSET01/METADATA.XML",
                                metadata("DOC0001.XML"),
                                "IHE_XDM/SUBSET01/DOC0001.XML",
                                octets)),
                Why.UNSAFE);
        refused(
                message(
                        "12@t",
                        "IHE_XDM.zip",
                        "application/zip",
                        zip("IHE_XDM/SUBSET01/METADATA.XML", octets, "IHE_XDM/SUBSET01/DOC0001.XML", cda("D", "T"))),
                xml.contains("DOCTYPE") || xml.endsWith("<title>") || xml.contains("&unknown;")
                        ? Why.UNSAFE
                        : Why.ILLEGIBLE);
    }

    @Test
    void archivesBuiltToGrowAreRefused() {
        var zeros = new byte[90 << 20];
        refused(
                message(
                        "13@t",
                        "IHE_XDM.zip",
                        "application/zip",
                        zip("IHE_XDM/SUBSET01/METADATA.XML", metadata(), "IHE_XDM/SUBSET01/BIG.BIN", zeros)),
                Why.UNSAFE);
        var many = new Object[1_200];
        for (int n = 0; n < many.length; n += 2) {
            many[n] = "IHE_XDM/SUBSET01/" + n;
            many[n + 1] = "x";
        }
        refused(message("14@t", "IHE_XDM.zip", "application/zip", zip(many)), Why.UNSAFE);
        var deep = "<a>".repeat(5_000);
        refused(
                message(
                        "15@t",
                        "d.xml",
                        "text/xml",
                        ("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">" + deep).getBytes(StandardCharsets.US_ASCII)),
                Why.UNSAFE);
    }

    @Test
    void otherXmlIsADocumentWithoutHead() {
        var one = whole(message("16@t", "a.xml", "application/xml", "<a/>".getBytes(StandardCharsets.US_ASCII)))
                .documents();
        assertThat(one.getFirst().head()).isNull();
        assertThat(one.getFirst().ending()).isEqualTo("xml");
    }

    @Test
    void thePathsOfAnArchiveAreNamesAndNoPaths() {
        var hostile = zip(
                "IHE_XDM/SUBSET01/METADATA.XML",
                metadata("../../etc/passwd"),
                "../../etc/passwd",
                "x",
                "IHE_XDM/SUBSET01/DOC0001.XML",
                cda("D", "T"));
        var contents = whole(message("17@t", "IHE_XDM.zip", "application/zip", hostile));
        assertThat(contents.documents().stream().map(Document::name).toList()).isEqualTo(List.of("DOC0001.XML"));
        assertThat(Arrays.toString(contents.documents().toArray())).doesNotContain("passwd");
    }
}
