package fr.balise.outbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Hands messages to a mail server [RFC5321 3.3]. If the answer to a message is lost it is handed over again, with the same Message-ID: a
 * reader may see it twice, never not at all.
 */
final class SmtpDelivery implements Delivery {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PERMANENT = 500;

    private final OutboxSettings settings;
    private final Session session;

    SmtpDelivery(OutboxSettings settings) {
        this.settings = settings;
        var properties = new Properties();
        properties.put("mail.smtp.host", settings.smtpHost());
        properties.put("mail.smtp.port", Integer.toString(settings.smtpPort()));
        properties.put("mail.smtp.from", bare(settings.from()));
        for (var kind : new String[] {"connectiontimeout", "timeout", "writetimeout"})
            properties.put("mail.smtp." + kind, Integer.toString(PATIENCE_MILLIS));
        session = Session.getInstance(properties);
    }

    /** An address without the name beside it. */
    private static String bare(String written) {
        try {
            return new InternetAddress(written, true).getAddress();
        } catch (MessagingException e) {
            throw new IllegalArgumentException("balise.outbox.from is no address", e);
        }
    }

    @Override
    public void deliver(Message message) throws IOException, Undeliverable {
        var octets = Mime.write(message, settings.from());
        try (var transport = session.getTransport("smtp")) {
            transport.connect();
            send(transport, new MimeMessage(session, new ByteArrayInputStream(octets)), message.recipient());
        } catch (MessagingException failed) {
            int code = code(failed);
            if (code >= PERMANENT) throw new Undeliverable("the mail server answered " + code);
            throw new IOException("the mail server did not take the message", failed);
        }
    }

    private static void send(Transport transport, MimeMessage mime, String recipient) throws MessagingException {
        transport.sendMessage(mime, new InternetAddress[] {new InternetAddress(recipient, true)});
    }

    /** The worst code of the answers behind a failure; 0 where the server did not answer. */
    private static int code(MessagingException failed) {
        int worst = 0;
        for (Exception e = failed; e instanceof MessagingException m; e = m.getNextException()) {
            int code = switch (m) {
                case SMTPAddressFailedException refused -> refused.getReturnCode();
                case SMTPSenderFailedException refused -> refused.getReturnCode();
                case SMTPSendFailedException refused -> refused.getReturnCode();
                default -> 0;
            };
            worst = Math.max(worst, code);
        }
        return worst;
    }
}
