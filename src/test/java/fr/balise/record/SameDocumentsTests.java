package fr.balise.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.record.document.Mails;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SameDocumentsTests {
    private static long print(byte[] message) {
        return SameDocuments.print(new ByteArrayInputStream(message));
    }

    private static byte[] mail(String id, String text, String pdf) {
        return ("From: a@b.mssante.fr\r\nMessage-ID: <" + id + "@t>\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
                        + text
                        + "\r\n--x\r\nContent-Type: application/pdf; name=" + id + ".pdf\r\n"
                        + "Content-Disposition: attachment\r\n\r\n%PDF-" + pdf + "\r\n--x--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theSameFileUnderAnotherNameInAnotherMessageIsTheSameDocument() {
        assertThat(print(mail("1", "Bonjour\r\nDocteur", "one"))).isEqualTo(print(mail("2", "Bonjour Docteur", "one")));
        assertThat(print(mail("1", "Bonjour", "one"))).isNotEqualTo(print(mail("1", "Bonjour", "two")));
    }

    @Test
    void theSameLeafletWithOtherWordsIsAnotherMessage() {
        assertThat(print(mail("1", "Kaliémie 3,9", "leaflet")))
                .isNotEqualTo(print(mail("2", "Kaliémie 6,2", "leaflet")));
    }

    @Test
    void aStructuredDocumentIsTheSameInAnArchiveAndByItself() {
        var cda = Mails.cda("1", "ESSAI").getBytes(StandardCharsets.UTF_8);
        var alone = print(Mails.message("1@t", "cr.xml", "text/xml", cda));
        var packed = Mails.message("2@t", "IHE_XDM.zip", "application/zip", Mails.xdm("1", "ESSAI"));
        assertThat(print(packed)).isEqualTo(alone).isNotEqualTo(SameDocuments.NONE);
        var other = Mails.message("3@t", "IHE_XDM.zip", "application/zip", Mails.xdm("2", "ESSAI"));
        assertThat(print(other)).isNotEqualTo(alone);
    }

    @Test
    void aMessageWithoutDocumentOrThatCannotBeReadIsLikeNone() {
        assertThat(print("Subject: x\r\n\r\nBonjour".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(SameDocuments.NONE);
        assertThat(print("Content-Type: multipart/mixed; boundary=x\r\n\r\n--y".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(SameDocuments.NONE);
    }
}
