package fr.balise.gateway.signing;

import fr.balise.gateway.signing.Signer.Answer;
import fr.balise.mailbox.lifecycle.Signature;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Messages as programs send them, and the signature of these tests. */
final class Letters {
    static final String ADDRESS = "camille.lefevre@balise.mssante.fr";
    static final String LABEL = "Messagerie sécurisée MSSanté\u00a0: " + ADDRESS;
    static final Signature SIGNATURE = new Signature(
            List.of("Dr Camille LEFÈVRE", "Cabinet de la Rabine", LABEL, "Réservée aux professionnels de santé."),
            "<table><tbody><tr><td><b>Dr Camille LEFÈVRE</b><br>Cabinet de la Rabine<br><br>Messagerie sécurisée"
                    + " MSSanté\u00a0: <b>" + ADDRESS + "</b></td></tr></tbody></table>",
            List.of("messagerie sécurisée mssanté : " + ADDRESS));

    /** A message as octets, one character each. */
    record Letter(List<Field> fields, String body) {
        static Letter of(String message) {
            int end = message.indexOf("\r\n\r\n");
            var fields = new ArrayList<Field>();
            for (var line : message.substring(0, end).split("\r\n(?![ \t])"))
                fields.add(new Field(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()));
            return new Letter(fields, message.substring(end + 4));
        }

        Answer sign() {
            return Signer.sign(fields, octets(body), SIGNATURE);
        }

        /** The same with what was answered. */
        Letter signed() {
            if (!(sign() instanceof Answer.Signed(var changed, var to)))
                throw new AssertionError("not signed: " + sign());
            var all = new ArrayList<Field>();
            for (var field : fields)
                all.add(changed.containsKey(field.name()) ? new Field(field.name(), changed.get(field.name())) : field);
            changed.forEach((name, value) -> {
                if (fields.stream().noneMatch(field -> field.is(name))) all.add(new Field(name, value));
            });
            return new Letter(all, new String(to, StandardCharsets.ISO_8859_1));
        }

        MimeMessage read() throws MessagingException {
            var all = new ByteArrayOutputStream();
            for (var field : fields) all.writeBytes(octets(field.name() + ": " + field.value() + "\r\n"));
            all.writeBytes(octets("\r\n" + body));
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(all.toByteArray()));
        }
    }

    private Letters() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Text as its UTF-8 octets, one character each. */
    static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** @param head more lines of the head, each with its line end */
    static Letter letter(String head, String body) {
        return Letter.of(
                "From: <" + ADDRESS + ">\r\nSubject: Avis\r\nMIME-Version: 1.0\r\n" + head + "\r\n" + utf8(body));
    }

    static Letter plain(String body) {
        return letter("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n", body);
    }

    static Letter html(String body) {
        return letter("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n", body);
    }

    /** @param parts with their heads */
    static Letter of(String kind, String... parts) {
        return letter(
                "Content-Type: multipart/" + kind + "; boundary=\"=_b1\"\r\n", "Preamble\r\n" + in("=_b1", parts));
    }

    static String in(String boundary, String... parts) {
        return "--" + boundary + "\r\n" + String.join("\r\n--" + boundary + "\r\n", parts) + "\r\n--" + boundary
                + "--\r\nEpilogue\r\n";
    }

    static String part(String type, String body) {
        return "Content-Type: " + type + "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body;
    }
}
