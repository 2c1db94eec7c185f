package fr.balise.record.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What comes back when somebody's software cannot file. */
class FailureNoticeTests {
    private static final String TOLD = """
            Original-Recipient: rfc822;medecin@cabinet.mssante.fr\r
            Final-Recipient: rfc822;medecin@cabinet.mssante.fr\r
            Original-Message-ID: <original@t>\r
            Disposition: automatic-action/MDN-sent-automatically;\r
             processed/Error: 902^Patient inconnu\r
            """;

    private static String report(String encoding, String told, String end) {
        return "From: Docteur Test <medecin@cabinet.mssante.fr>\r\nMessage-ID: <ko@t>\r\n"
                + "Subject: =?UTF-8?Q?[KO_Int=C3=A9gration_syst=C3=A8me_!][902]_XDM/1.0/DDM+CR_TEST_Lou?=\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n"
                + "--x\r\nContent-Type: text/plain\r\n\r\nEchec\r\n--x\r\nContent-Type: message/disposition-notification\r\n"
                + encoding + "\r\n" + told + end;
    }

    private static FailureNotice read(String text) throws IOException {
        return FailureNotice.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aReportTellsWhatFailedForWhomAndWhy() throws Exception {
        var notice = read(report("", TOLD, "\r\n--x--\r\n"));
        assertThat(notice)
                .isEqualTo(new FailureNotice(
                        "<ko@t>",
                        "<original@t>",
                        "medecin@cabinet.mssante.fr",
                        "Docteur Test <medecin@cabinet.mssante.fr>",
                        "XDM/1.0/DDM+CR TEST Lou",
                        "902",
                        "Patient inconnu"));
    }

    @Test
    void theNationalExampleIsNoMimeAndIsReadAllTheSame() throws Exception {
        assertThat(read(report("Content-Transfert-Encoding: 8bit\r\n", TOLD, "--x"))
                        .original())
                .isEqualTo("<original@t>");
        var encoded = Base64.getMimeEncoder().encodeToString(TOLD.getBytes(StandardCharsets.UTF_8));
        var notice = read(report("Content-Transfer-Encoding: base64\r\n", encoded, "\r\n--x--\r\n"));
        assertThat(notice.original()).isEqualTo("<original@t>");
        assertThat(notice.code()).isEqualTo("902");
    }

    @Test
    void aPlainNoticeIsKnownByItsSubjectAndByWhatItAnswers() throws Exception {
        var notice = read(
                "From: pfi@chu.mssante.fr\r\nSubject: [KO Integration systeme !][904] CR\r\nIn-Reply-To: <original@t>\r\n\r\nIn-Reply-To: <other@t>\r\n");
        assertThat(notice.original()).isEqualTo("<original@t>");
        assertThat(notice.code()).isEqualTo("904");
        assertThat(notice.words()).isEmpty();
        assertThat(notice.title()).isEqualTo("CR");
    }

    @Test
    void whatMakesNoSenseSaysNothingAndBreaksNothing() throws Exception {
        for (var odd : new String[] {
            "",
            "\r\n",
            "Subject: [KO Intégration système !]",
            "Content-Type: multipart/report; boundary=\r\n\r\n--",
            "Original-Message-ID: not an id\r\nDisposition: x; processed/Error: abc\r\n",
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                    + "--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".repeat(2_000)
        }) {
            var notice = read(odd);
            assertThat(notice.original())
                    .as(odd.substring(0, Math.min(30, odd.length())))
                    .isEmpty();
            assertThat(notice.code()).isEmpty();
        }
    }
}
