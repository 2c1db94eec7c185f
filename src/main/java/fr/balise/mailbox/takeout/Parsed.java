package fr.balise.mailbox.takeout;

import fr.balise.mailstore.HeadFields;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a message says of itself, for the index, and its attachments. Whatever cannot be read is left out: the message itself is there. */
final class Parsed {
    /** Of a head: what comes later is not looked at. */
    private static final int HEAD = 64 * 1024;

    private static final int DEEPEST = 20;
    private static final int MOST = 200;
    private static final Session NONE = Session.getInstance(new Properties());

    private Parsed() {}

    record Head(String date, String from, String subject) {}

    static Head head(InputStream message) throws IOException {
        var fields = fields(message);
        return new Head(
                field(fields.getOrDefault("date", "")),
                field(fields.getOrDefault("from", "")),
                field(fields.getOrDefault("subject", "")));
    }

    private static Map<String, String> fields(InputStream message) throws IOException {
        var block = new StringBuilder();
        int line = 0; // characters in it
        for (int left = HEAD; left > 0; left--) {
            int octet = message.read();
            if (octet < 0 || octet == '\n' && line == 0) break;
            if (octet == '\r') continue;
            block.append((char) octet);
            line = octet == '\n' ? 0 : line + 1;
        }
        return HeadFields.of(block.toString());
    }

    private static String field(String raw) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(raw.stripLeading()));
        } catch (UnsupportedEncodingException | RuntimeException unknown) {
            return raw.stripLeading();
        }
    }

    interface Attachment {
        void take(@Nullable String name, InputStream octets) throws IOException;
    }

    static void attachments(InputStream message, Attachment each) throws IOException {
        try {
            walk(new MimeMessage(NONE, message), 0, new int[] {0}, each);
        } catch (MessagingException | RuntimeException illegible) {
            return;
        }
    }

    private static void walk(Part part, int depth, int[] found, Attachment each)
            throws IOException, MessagingException {
        if (depth > DEEPEST || found[0] >= MOST) return;
        if (part.isMimeType("multipart/*")) {
            if (!(part.getContent() instanceof Multipart several)) return;
            for (int n = 0; n < several.getCount(); n++) {
                BodyPart one = several.getBodyPart(n);
                walk(one, depth + 1, found, each);
            }
            return;
        }
        var name = name(part);
        if (name == null && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) return;
        found[0]++;
        try (var octets = part.getInputStream()) {
            each.take(name, octets);
        }
    }

    private static @Nullable String name(Part part) throws MessagingException {
        var name = part.getFileName();
        if (name == null) return null;
        try {
            return MimeUtility.decodeText(name);
        } catch (UnsupportedEncodingException unknown) {
            return name;
        }
    }
}
