package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Lightened.Taken;
import fr.balise.record.HandOvers.Filed;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Heavy attachments leave a message, and nothing else of it changes. */
class LightenedTests {
    private static final String WORDS = "Cette pièce jointe a été retirée.";
    private static final byte[] FILE = "Résultats. ".repeat(2_000).getBytes(StandardCharsets.UTF_8);
    private static final String HEAD =
            "From: <a@peer.mssante.fr>\r\nX-Odd:  two  spaces \r\n\tfolded\r\nMIME-Version: 1.0\r\n";

    private static String heavy(String name) {
        return "Content-Type: application/pdf; name=\"" + name + "\"\r\nContent-Id: <one>\r\n"
                + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"" + name
                + "\"\r\n\r\n" + Base64.getMimeEncoder().encodeToString(FILE);
    }

    private static String mixed(List<String> parts) {
        var message = new StringBuilder(HEAD + "Content-Type: multipart/mixed; boundary=\"x y\"\r\n\r\nPreamble\r\n");
        for (var part : parts) message.append("--x y \r\n").append(part).append("\r\n");
        return message + "--x y--\r\nEpilogue";
    }

    private static Lightened light(String message) {
        return Lightened.of(message.getBytes(StandardCharsets.ISO_8859_1), _ -> WORDS);
    }

    private static String text(Lightened lightened) {
        return new String(((Lightened.Done) lightened).octets(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theTextStandsWhereTheFileWasAndTheFileIsToldAsItWas() throws Exception {
        var done = (Lightened.Done) light(mixed(List.of("\r\nBonjour", heavy("=?utf-8?q?r=C3=A9sultat.pdf?="))));
        assertThat(done.taken())
                .containsExactly(new Taken(
                        "résultat.pdf",
                        "application/pdf",
                        FILE.length,
                        java.util.HexFormat.of().formatHex(fr.balise.kernel.Sha256.of(FILE))));
        var read = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(done.octets()));
        var parts = (Multipart) read.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Bonjour");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo(WORDS);
        assertThat(parts.getBodyPart(1).getHeader("Content-Id")).containsExactly("<one>");
    }

    @Property(tries = 200)
    void allThatIsNotHeavyStaysOctetForOctet(@ForAll @Size(min = 1, max = 6) List<@IntRange(max = 3) Integer> kinds) {
        var light = List.of(
                "\r\nBonjour,\r\n\r\n--x y is no end\r\n",
                "Content-Type: text/html\r\n\r\n<p>Bonjour</p>",
                "Content-Type: message/rfc822\r\n\r\nSubject: inside\r\n\r\n" + "A".repeat(20_000));
        var before = mixed(kinds.stream()
                .map(kind -> kind == 3 ? heavy("a.pdf") : light.get(kind))
                .toList());
        if (!kinds.contains(3)) {
            assertThat(light(before)).isInstanceOf(Lightened.Nothing.class);
            return;
        }
        var part =
                "Content-Id: <one>\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: inline\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(WORDS.getBytes(StandardCharsets.UTF_8));
        assertThat(text(light(before)))
                .isEqualTo(mixed(kinds.stream()
                        .map(kind -> kind == 3 ? part : light.get(kind))
                        .toList()));
    }

    @Test
    void aMessageThatIsAllAttachmentKeepsItsHead() {
        var lightened = text(light(HEAD + heavy("seul.pdf") + "\r\n"));
        assertThat(lightened)
                .startsWith(HEAD + "Content-Id: <one>\r\nContent-Type: text/plain")
                .endsWith("\r\n");
    }

    @Test
    void aPictureInTheTextStays() {
        var related =
                "Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n<img src=cid:1>\r\n"
                        + "--r\r\nContent-Type: image/png; name=logo.png\r\nContent-Id: <1>\r\n\r\n"
                        + "A".repeat(20_000)
                        + "\r\n--r--\r\n";
        assertThat(light(mixed(List.of(related)))).isInstanceOf(Lightened.Nothing.class);
        assertThat(text(light(mixed(List.of(related, heavy("a.pdf"))))))
                .contains("logo.png")
                .doesNotContain("a.pdf");
    }

    @Test
    void whatIsSignedOrEncryptedIsLeftAlone() {
        for (var sealed : List.of(
                HEAD + "Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n" + heavy("a.pdf") + "\r\n--x--\r\n",
                HEAD + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\n" + "A".repeat(20_000),
                mixed(List.of(heavy("smime.p7m"))),
                mixed(List.of(heavy("secret.gpg"))),
                mixed(List.of("\r\n-----BEGIN PGP MESSAGE-----\r\n", heavy("a.pdf")))))
            assertThat(light(sealed)).isInstanceOf(Lightened.Sealed.class);
    }

    @Test
    void aMessageThatIsNotBuiltAsItShouldBeIsLeftAlone() {
        assertThat(light(HEAD + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + heavy("a.pdf")))
                .isInstanceOf(Lightened.Illegible.class);
        assertThat(light(HEAD + "Content-Type: multipart/mixed\r\n\r\n" + "A".repeat(20_000)))
                .isInstanceOf(Lightened.Illegible.class);
        assertThat(light("")).isInstanceOf(Lightened.Nothing.class);
    }

    @Test
    void noHostileMessageBreaksItOrGrows() {
        long seed = System.nanoTime();
        for (var message : HostileMail.all(seed)) {
            var lightened = Lightened.of(message.octets(), _ -> WORDS);
            if (lightened instanceof Lightened.Done(var octets, var taken)) {
                assertThat(taken).as(message + ", seed " + seed).isNotEmpty();
                assertThat(octets.length).as(message + ", seed " + seed).isLessThan(message.octets().length);
            }
        }
    }

    @Test
    void theWordsSayWhatItWasAndWhereItIsFiled() {
        var zone = ZoneId.of("Europe/Paris");
        var today = LocalDate.of(2026, 11, 27);
        var taken = new Taken("cr.pdf", "application/pdf", 1_234_567, "ab".repeat(32));
        var filed = new Filed("Hippocrate", Instant.parse("2026-11-12T10:00:00Z"));
        assertThat(LightWords.of(taken, LightWords.Proof.SOFTWARE, filed, today, zone))
                .contains(
                        "retirée du message le 27 novembre 2026",
                        "Nom\u00a0: cr.pdf\r\n",
                        "1234567 octets",
                        "ab".repeat(32),
                        "Classée dans\u00a0: Hippocrate, le 12 novembre 2026",
                        "Filed in: Hippocrate, on 12 November 2026");
        assertThat(LightWords.of(taken, LightWords.Proof.PERSON, null, today, zone))
                .contains("attesté par une personne", "attested by a person");
    }
}
