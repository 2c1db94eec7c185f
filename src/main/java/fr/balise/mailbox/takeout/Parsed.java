package fr.balise.mailbox.takeout;

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
import java.util.HashMap;
import java.util.Locale;
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

    /** The first of each, folded as they are. The library looks for its parts anew at every message, which takes longer than all else. */
    private static Map<String, String> fields(InputStream message) throws IOException {
        var found = new HashMap<String, String>();
        var line = new StringBuilder();
        var field = new StringBuilder();
        for (int left = HEAD; left > 0; left--) {
            int octet = message.read();
            if (octet >= 0 && octet != '\n') {
                if (octet != '\r') line.append((char) octet);
                continue;
            }
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (!folded) {
                keep(field, found);
                field.setLength(0);
            } else field.append("\r\n");
            field.append(line);
            if (octet < 0 || line.isEmpty()) break;
            line.setLength(0);
        }
        keep(field, found);
        return found;
    }

    private static void keep(CharSequence field, Map<String, String> found) {
        var text = field.toString();
        int colon = text.indexOf(':');
        if (colon > 0)
            found.putIfAbsent(
                    text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    text.substring(colon + 1).stripLeading());
    }

    private static String field(String raw) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(raw));
        } catch (UnsupportedEncodingException | RuntimeException unknown) {
            return raw;
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
