package fr.balise.promotion.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import fr.balise.testing.DemoEnginePageTest;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A doctor has the server sign; what real Postfix then hands over and real Dovecot keeps is read by a colleague. */
@NullUnmarked
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SigningPageTests extends DemoEnginePageTest {
    private static final String DOCTOR = "Camille Lefèvre";
    private static final String HERE = "camille.lefevre@balise-demo.mssante.fr";
    private static final String COLLEAGUE = "thi-ha.nguyen@balise-demo.mssante.fr";
    private static final String PLAIN =
            "Content-Type: text/plain; charset=UTF-8; format=flowed\r\nContent-Transfer-Encoding: 7bit\r\n";
    private static final String BODY = "Cher confrere,\r\nvoici mon avis.\r\n";

    private static int number;

    @BeforeAll
    void chosen() {
        startOver();
        try (var visit = visit(DOCTOR, 1440, ColorScheme.LIGHT).to("/privilegiees")) {
            find(visit.page(), "choose").click();
            visit.page().waitForURL("**/privilegiees*");
        }
    }

    /** As Dovecot has it: octets as characters. */
    private String arrived(String from, String head, String body) throws Exception {
        var subject = "signe" + ++number;
        try (var smtp = submission(HERE)) {
            var message = "From: <" + from + ">\r\nTo: <" + COLLEAGUE + ">\r\nSubject: " + subject
                    + "\r\nMIME-Version: 1.0\r\n" + head + "\r\n" + body.replaceAll("(?m)^\\.", "..");
            if (message.endsWith("\r\n")) message = message.substring(0, message.length() - 2);
            assertThat(smtp.send(HERE, COLLEAGUE, message).getLast()).startsWith("250");
        }
        for (var end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
                System.nanoTime() < end;
                Thread.sleep(200)) {
            var found = inbox(COLLEAGUE, subject);
            if (found.isEmpty()) continue;
            var lines = found.getFirst();
            // Between the answer's own lines: * n FETCH (BODY[] {octets} … )
            return lines.substring(lines.indexOf('\n') + 1, lines.lastIndexOf("\n)"))
                            .replace("\n", "\r\n") + "\r\n";
        }
        throw new AssertionError("it did not arrive");
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }

    private static MimeMessage read(String message) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }

    private void turn(int width, ColorScheme scheme, boolean on) {
        try (var visit = visit(DOCTOR, width, scheme).to("/faire-connaitre")) {
            var page = visit.page();
            var line = find(page, "kit-sign-mailbox")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(HERE));
            assertThat(line.locator("[data-test=kit-sign-on]")).hasCount(on ? 0 : 1);
            find(page, "kit-sign-preview").click();
            assertThat(find(page, "kit-sign-sample"))
                    .containsText("Bien confraternellement\n\n-- \nDr Camille LEFÈVRE\n");
            visit.picture("kit-sign-" + (on ? "off-" : "on-") + width).isFit();
            line.locator("[data-test=kit-sign-turn]").click();
            assertThat(find(page, "done"))
                    .containsText(on ? "vos prochains messages partent avec" : "sans signature ajoutée");
            assertThat(line.locator("[data-test=kit-sign-on]")).hasCount(on ? 1 : 0);
        }
    }

    @Test
    @Order(1)
    void untilItIsSwitchedOnMessagesArriveAsTheyLeft() throws Exception {
        assertThat(body(arrived(HERE, PLAIN, BODY))).isEqualTo(BODY);
    }

    @Test
    @Order(2)
    void thenEachIsSignedOnceInAThread() throws Exception {
        turn(1440, ColorScheme.LIGHT, true);
        var first = arrived(HERE, PLAIN, BODY);
        var text = (String) read(first).getContent();
        assertThat(text).startsWith(BODY + "\r\n-- \r\nDr Camille LEFÈVRE\r\n").contains("passez par Mon espace santé");
        assertThat(text.split("-- \r\n", -1)).hasSize(2);
        assertThat(first).contains("Content-Type: text/plain; charset=UTF-8; format=flowed\r\n");

        var answer = "Merci.\r\n\r\nLe 3 mars, vous avez ecrit :\r\n"
                + text.replaceAll("(?m)^", "> ").replace("> -- ", "> -- ");
        var eight = PLAIN.replace("7bit", "8bit");
        var second = (String) read(arrived(HERE, eight, answer)).getContent();
        assertThat(second.stripTrailing()).isEqualTo(answer.stripTrailing());

        assertThat((String) read(arrived(HERE, "X-Mailer: without a word of a type\r\n", BODY))
                        .getContent())
                .startsWith(BODY + "\r\n-- \r\nDr Camille LEFÈVRE\r\n");

        var alternative = arrived(
                HERE,
                "Content-Type: multipart/alternative; boundary=\"b1\"\r\n",
                "--b1\r\n" + PLAIN + "\r\n" + BODY + "\r\n--b1\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n"
                        + "<html><body><p>Cher confrere</p></body></html>\r\n--b1--\r\n");
        var parts = (Multipart) read(alternative).getContent();
        assertThat((String) parts.getBodyPart(0).getContent()).contains("-- \r\nDr Camille LEFÈVRE");
        assertThat((String) parts.getBodyPart(1).getContent()).contains("balise-signature", "LEF&#200;VRE");
    }

    @Test
    @Order(3)
    void whatIsSealedMadeByProgramsOrWrittenInAnotherNameStaysOctetForOctet() throws Exception {
        var sealed = "--s1\r\n" + PLAIN + "\r\n" + BODY
                + "\r\n--s1\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nMIIBAAAA\r\n--s1--\r\n";
        for (var head : List.of(
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=\"s1\"\r\n",
                "Auto-Submitted: auto-generated\r\nContent-Type: multipart/mixed; boundary=\"s1\"\r\n"))
            assertThat(body(arrived(HERE, head, sealed))).isEqualTo(sealed);
        assertThat(body(arrived("nadia.benali@balise-demo.mssante.fr", PLAIN, BODY)))
                .isEqualTo(BODY);
        var xdm = "--s1\r\n" + PLAIN + "\r\n" + BODY
                + "\r\n--s1\r\nContent-Type: application/zip; name=\"IHE_XDM.ZIP\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nUEsFBgAAAAA=\r\n--s1--\r\n";
        assertThat(body(arrived(HERE, "Content-Type: multipart/mixed; boundary=\"s1\"\r\n", xdm)))
                .isEqualTo(xdm);
    }

    @Test
    @Order(4)
    void aLargeAttachmentArrivesWholeUnderASignedText() throws Exception {
        var line = "QUJD".repeat(19) + "\r\n";
        var file = "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"a.pdf\"\r\n\r\n" + line.repeat(3_000);
        var letter = body(arrived(
                HERE,
                "Content-Type: multipart/mixed; boundary=\"s1\"\r\n",
                "--s1\r\n" + PLAIN + "\r\n" + BODY + "\r\n--s1\r\n" + file + "--s1--\r\n"));
        assertThat(letter).contains("Dr Camille LEF=C3=88VRE").endsWith(file + "--s1--\r\n");
        assertThat(body(arrived(HERE, PLAIN, ("x".repeat(70) + "\r\n").repeat(160_000))))
                .as("more than is looked at")
                .doesNotContain("Camille");
    }

    @Test
    @Order(5)
    void andSwitchedOffAgainNothingIsAdded() throws Exception {
        turn(390, ColorScheme.DARK, false);
        assertThat(body(arrived(HERE, PLAIN, BODY))).isEqualTo(BODY);
        try (var visit = visit("Nadia Benali", 1440, ColorScheme.LIGHT).to("/faire-connaitre")) {
            assertThat(find(visit.page(), "kit-sign")).hasCount(0);
        }
    }
}
