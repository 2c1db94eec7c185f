package fr.balise.outbox;

import fr.balise.outbox.Delivery.Undeliverable;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Date;
import java.util.Properties;

/** Messages as octets [RFC5322 3.5], and back. */
final class Mime {
    private static final Session SESSION = Session.getInstance(new Properties());

    private Mime() {}

    /** The same message gives the same octets, so that a second delivery is recognised as the first one. */
    static byte[] write(Message message, String from) throws IOException, Undeliverable {
        if (message.recipient().chars().anyMatch(c -> c > 126))
            throw new Undeliverable("the recipient's address is not ASCII");
        try {
            var out = new ByteArrayOutputStream();
            mime(message, from).writeTo(out);
            return out.toByteArray();
        } catch (AddressException unusable) {
            throw new Undeliverable("the recipient's address cannot be written in a header");
        } catch (MessagingException e) {
            throw new IOException("message cannot be written", e);
        }
    }

    private static MimeMessage mime(Message message, String from) throws MessagingException {
        var mime =
                new Identified("<" + message.id() + "." + message.queuedAt().toEpochMilli() + "@" + domain(from) + ">");
        var own = new InternetAddress(from, true);
        var sender = message.sender();
        mime.setFrom(sender == null ? own : new InternetAddress(sender, true));
        if (sender != null) mime.setSender(own); // [RFC5322 3.6.2] whoever hands it over for somebody says so
        mime.setRecipient(RecipientType.TO, new InternetAddress(message.recipient(), true));
        mime.setSubject(message.subject(), "UTF-8");
        mime.setSentDate(Date.from(message.queuedAt()));
        mime.setText(message.body(), "UTF-8");
        mime.setHeader("Auto-Submitted", "auto-generated"); // [RFC3834 5] nobody's holiday notice answers it
        for (var extra : message.headers().entrySet()) mime.setHeader(extra.getKey(), extra.getValue());
        mime.saveChanges();
        return mime;
    }

    static SentMail read(long id, InputStream in) throws IOException {
        try {
            var mime = new MimeMessage(SESSION, in);
            return new SentMail(
                    id,
                    mime.getHeader("To", ", "),
                    mime.getSubject(),
                    mime.getContent().toString().replace("\r\n", "\n"),
                    mime.getSentDate().toInstant());
        } catch (MessagingException e) {
            throw new IOException("message " + id + " is not readable", e);
        }
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1).replace(">", "");
    }

    /** Keeps the id that it is given: the library makes up a new one each time. */
    private static final class Identified extends MimeMessage {
        private final String messageId;

        Identified(String messageId) {
            super(SESSION);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
