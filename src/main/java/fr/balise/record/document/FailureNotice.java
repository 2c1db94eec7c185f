package fr.balise.record.document;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What a failure of filing says ("KO Intégration"): claims of whoever sent it. The national example is no well-formed MIME, and software
 * also sends plain notices: whatever can be found is taken, and nothing is required. Pure.
 *
 * @param id of the notice itself, with its angle brackets; empty for none
 * @param original Message-ID of the message of which it speaks, with its angle brackets; empty where it does not say
 * @param recipient for whom the document was; empty for none
 * @param sender address of whoever sent the notice
 * @param code of the national list (900 to 906) or of table 0357; empty for none
 * @param words what the software said beside the code; may be empty
 */
public record FailureNotice(
        String id, String original, String recipient, String sender, String title, String code, String words) {
    /** Beyond it nothing is looked for: what counts stands at the beginning. */
    private static final int LONGEST = 1 << 20;

    private static final int LONGEST_WORDS = 500;
    private static final int DEEPEST = 20;
    private static final Session NONE = Session.getInstance(new Properties());
    private static final Pattern ORIGINAL = field("Original-Message-ID", "(<[^<>\\s]{1,900}>)");
    private static final Pattern REPLIED = field("In-Reply-To", "(<[^<>\\s]{1,900}>)");
    private static final Pattern RECIPIENT =
            field("(?:Final|Original)-Recipient", "(?:rfc822;)?\\s*<?([^\\s<>;]{1,300})>?");
    private static final Pattern ERROR = field(
            "(?:Disposition|Error)",
            "(?:[^;\\r\\n]*;)?\\s*(?:processed/error:\\s*)?([0-9]{1,3})\\s*\\^?\\s*([^\\r\\n]*)");
    private static final Pattern SUBJECT = Pattern.compile("^(?:\\[[^\\]]*]\\s*)*?\\[([0-9]{1,3})]");
    private static final Pattern MARKS = Pattern.compile("^(?:\\[[^\\]]*]\\s*)+");

    private static Pattern field(String name, String value) {
        return Pattern.compile("^" + name + ":\\s*" + value, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    }

    /** @throws IOException when its octets cannot be read; what they say never makes it fail */
    public static FailureNotice of(InputStream message) throws IOException {
        var octets = message.readNBytes(LONGEST);
        var raw = unfolded(new String(octets, StandardCharsets.ISO_8859_1));
        var mime = mime(octets);
        var told = mime == null ? raw : report(mime);
        // Software that writes no well-formed report is looked through as it stands.
        if (!ORIGINAL.matcher(told).find() && !ERROR.matcher(told).find()) told = raw;
        var title = header(mime, "Subject");
        var error = ERROR.matcher(told);
        boolean coded = error.find();
        var subject = SUBJECT.matcher(title);
        var original = first(ORIGINAL, told);
        return new FailureNotice(
                header(mime, "Message-ID"),
                original.isEmpty() ? first(REPLIED, head(raw)) : original,
                first(RECIPIENT, told),
                header(mime, "From"),
                MARKS.matcher(title).replaceFirst(""),
                coded ? error.group(1) : subject.find() ? subject.group(1) : "",
                coded ? plain(error.group(2)) : "");
    }

    private static @org.jspecify.annotations.Nullable MimeMessage mime(byte[] octets) {
        try {
            return new MimeMessage(NONE, new ByteArrayInputStream(octets));
        } catch (MessagingException broken) {
            return null;
        }
    }

    private static String header(@org.jspecify.annotations.Nullable MimeMessage mime, String name) {
        try {
            return mime == null ? "" : Contents.header(mime, name);
        } catch (MessagingException broken) {
            return "";
        }
    }

    private static String report(MimeMessage mime) {
        try {
            var found = new StringBuilder();
            walk(mime, 0, found);
            return unfolded(found.toString());
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError broken) {
            return "";
        }
    }

    /** Of the message itself: what messages inside it report is another matter. */
    private static void walk(Part part, int depth, StringBuilder found) throws MessagingException, IOException {
        if (depth > DEEPEST || !found.isEmpty()) return;
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
            for (int n = 0; n < several.getCount() && n < 200; n++) walk(several.getBodyPart(n), depth + 1, found);
        } else if (part.isMimeType("message/disposition-notification")) {
            try (var in = part.getInputStream()) {
                found.append(decoded(new String(in.readNBytes(64 << 10), StandardCharsets.UTF_8)));
            }
        }
    }

    /** An encoding is not allowed here [RFC2045 6.4], and the library leaves it; some software encodes all the same. */
    private static String decoded(String text) {
        if (text.contains(":")) return text;
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException none) {
            return text;
        }
    }

    private static String unfolded(String text) {
        return text.replace("\r\n", "\n").replaceAll("\n[ \t]+", " ");
    }

    private static String head(String raw) {
        int end = raw.indexOf("\n\n");
        return end < 0 ? raw : raw.substring(0, end + 1);
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static String plain(String text) {
        var read = text.replaceAll("\\p{Cntrl}", " ").strip();
        return read.length() > LONGEST_WORDS ? read.substring(0, LONGEST_WORDS) : read;
    }

    @Override
    public String toString() {
        return "FailureNotice[" + code + "]";
    }
}
