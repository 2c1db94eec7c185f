package fr.balise.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.outbox.Delivery.Undeliverable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MimeTests {
    private static final String FROM = "ne-pas-repondre@balise.invalid";
    private static final String TEXT = "Lisez-vous cette boîte ? Dr Nguyễn — code 123 456\n\n" + "é".repeat(300) + "\n";

    @Test
    void aMessageIsReadBackAsItWasWritten() throws Exception {
        var message = Samples.message(7, "a@b.mssante.fr", "Boîte lue ? Nguyễn, Œuvre, " + "très ".repeat(30), TEXT);

        var read = Mime.read(7, new ByteArrayInputStream(Mime.write(message, FROM)));

        assertThat(read).isEqualTo(new SentMail(7, "a@b.mssante.fr", message.subject(), TEXT, Samples.NOON));
    }

    @Test
    void onlyAsciiLinesOfBearableLengthLeave() throws Exception {
        var octets = Mime.write(Samples.message(7, "a@b.fr", "Boîte lue ?", TEXT), FROM);
        for (var octet : octets) assertThat(octet).as("no octet above 127").isPositive();
        assertThat(new String(octets, StandardCharsets.US_ASCII).split("\r\n")).allMatch(line -> line.length() <= 78);
    }

    @Test
    void saysThatAMachineWroteIt() throws Exception {
        assertThat(text(Samples.message(7, "a@b.fr", "Essai", "Bonjour")))
                .contains("Auto-Submitted: auto-generated\r\n", "MIME-Version: 1.0\r\n", "To: a@b.fr\r\n");
    }

    @Test
    void theSameMessageGivesTheSameOctets() throws Exception {
        var message = Samples.message(7, "a@b.fr", "Essai", TEXT);
        assertThat(text(message)).isEqualTo(text(message));
    }

    @Test
    void anAddressThatWouldBreakTheHeaderNeverLeaves() {
        for (var address : new String[] {"a>,b@c.fr", "a,b@c.fr", "<a@c.fr", "a..b@c.fr", "é@c.fr"})
            assertThatThrownBy(() -> text(Samples.message(7, address, "Essai", "x")))
                    .as(address)
                    .isInstanceOf(Undeliverable.class)
                    .hasMessageNotContaining(address);
    }

    private static String text(Message message) throws Exception {
        return new String(Mime.write(message, FROM), StandardCharsets.US_ASCII);
    }

    @Test
    void headersForSoftwareStandBesideThoseOfMailAndAreReadBackFromTheirRow() throws Exception {
        var headers = Map.of("Balise-New-Address", "<a@b.mssante.fr>", "Balise-Notice", "preferred-address");
        var read = Extra.read(Extra.lines(headers));
        assertThat(read).isEqualTo(headers);
        var message = new Message(7, null, "a@b.fr", "Essai", "Bonjour", read, Samples.NOON, 1);
        assertThat(text(message))
                .contains("Balise-New-Address: <a@b.mssante.fr>\r\n", "Balise-Notice: preferred-address\r\n");
    }

    @Test
    void noHeaderEndsItsLineOrTakesTheNameOfOneOfMail() {
        for (var name : new String[] {"Bcc", "balise-x", "Balise-X:", "Balise-", "Balise-X\r\nBcc", "Balise- X", ""})
            assertThatThrownBy(() -> Extra.lines(Map.of(name, "x")))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        for (var value : new String[] {"", " x", "x ", "x\r\nBcc: a@b.fr", "x\n", "é", "\0", "x".repeat(401)})
            assertThatThrownBy(() -> Extra.lines(Map.of("Balise-X", value)))
                    .as(value)
                    .isInstanceOf(IllegalArgumentException.class);
    }
}
