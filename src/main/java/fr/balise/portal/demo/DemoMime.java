package fr.balise.portal.demo;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** Real messages of the demo: written by the mail library, the same octets for the same letter. */
final class DemoMime {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final String UTF8 = "UTF-8";

    private final String id;
    private final MimeMessage message;
    private final List<MimeBodyPart> parts = new ArrayList<>();

    /** @param id Message-ID, with angle brackets */
    DemoMime(String id, DemoWriter from, String to, String subject, Instant sent) {
        this.id = id;
        message = new MimeMessage(SESSION) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        make(() -> {
            message.setFrom(new InternetAddress(from.address(), from.name(), UTF8));
            message.setRecipient(RecipientType.TO, new InternetAddress(to));
            message.setSubject(subject, UTF8);
            message.setSentDate(Date.from(sent));
        });
    }

    private interface Making {
        void run() throws MessagingException, IOException;
    }

    private static void make(Making making) {
        try {
            making.run();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DemoMime header(String name, String value) {
        make(() -> message.setHeader(name, value));
        return this;
    }

    DemoMime text(String text) {
        make(() -> {
            var part = new MimeBodyPart();
            part.setText(text.replace("\n", "\r\n"), UTF8);
            parts.add(part);
        });
        return this;
    }

    DemoMime file(String name, String type, byte[] octets) {
        make(() -> {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, type)));
            part.setFileName(name);
            part.setDisposition("attachment");
            parts.add(part);
        });
        return this;
    }

    /** A part that software reads, shown in place: of a report. */
    DemoMime told(String type, String text) {
        make(() -> {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(
                    new ByteArrayDataSource(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII), type)));
            part.setHeader("Content-Transfer-Encoding", "7bit");
            parts.add(part);
        });
        return this;
    }

    byte[] mixed() {
        return octets("mixed");
    }

    /** @param kind {@code disposition-notification} [RFC8098 3] or {@code delivery-status} [RFC3464 2] */
    byte[] report(String kind) {
        return octets("report; report-type=" + kind);
    }

    private byte[] octets(String subtype) {
        var out = new ByteArrayOutputStream();
        make(() -> {
            if (parts.size() == 1 && subtype.equals("mixed"))
                message.setContent(
                        parts.getFirst().getContent(), parts.getFirst().getContentType());
            else message.setContent(multipart(subtype));
            message.saveChanges();
            message.writeTo(out);
        });
        return out.toByteArray();
    }

    private MimeMultipart multipart(String subtype) throws MessagingException {
        // The library would make up another boundary each time.
        var boundary = "=_balise_" + Integer.toHexString(id.hashCode());
        var multipart = new MimeMultipart(new ByteArrayDataSource(new byte[0], "multipart/" + subtype)) {
            @Override
            protected synchronized void parse() {
                parsed = true;
            }

            void bounded() {
                contentType = "multipart/" + subtype + "; boundary=\"" + boundary + "\"";
            }
        };
        multipart.bounded();
        for (var part : parts) multipart.addBodyPart(part);
        return multipart;
    }
}
