package fr.balise.hygiene;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jsoup.Jsoup;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * A message to be looked at. Whatever its sender put into it is text here: of HTML only plain marks are left, no link, no script, nothing
 * that reaches out; of pictures those that the message itself carries [RFC2392].
 *
 * @param text null where the message has none that can be shown
 * @param html sanitised; null where the text is plain; pictures are {@code images/N}, with N among the attachments
 * @param legible false when nothing of it could be read: it can be taken away as a file
 */
public record Letter(
        String from,
        String subject,
        String date,
        @Nullable String text,
        @Nullable String html,
        List<Attached> attached,
        boolean legible) {
    private static final int DEEPEST = 20;
    private static final int MOST = 200;
    private static final int LONGEST = 200_000;
    private static final Session NONE = Session.getInstance(new Properties());
    private static final Safelist PLAIN = Safelist.none()
            .addTags(
                    "b",
                    "blockquote",
                    "br",
                    "dd",
                    "dl",
                    "dt",
                    "em",
                    "i",
                    "li",
                    "ol",
                    "p",
                    "pre",
                    "strong",
                    "sub",
                    "sup",
                    "table",
                    "tbody",
                    "td",
                    "th",
                    "thead",
                    "tr",
                    "u",
                    "ul");

    private static final Safelist PICTURED =
            new Safelist(PLAIN).addAttributes("img", "src", "alt").addProtocols("img", "src", "cid");

    /** @param number among the attachments of the message, from 1 */
    public record Attached(int number, String name, String type, long octets) {
        @Override
        public String toString() {
            return "Attached[" + number + "]";
        }
    }

    /** Takes an attachment, decoded. */
    public interface Taker {
        void take(Attached what, InputStream octets) throws IOException;
    }

    static Letter of(InputStream message) {
        var reading = new Reading(0, (_, _) -> {});
        try {
            var mime = new MimeMessage(NONE, message);
            reading.walk(mime, 0);
            return new Letter(
                    field(mime, "From"),
                    field(mime, "Subject"),
                    field(mime, "Date"),
                    reading.text,
                    reading.text == null && reading.html != null ? plain(reading.html, reading.carried) : null,
                    List.copyOf(reading.attached),
                    true);
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError illegible) {
            return new Letter("", "", "", null, null, List.of(), false);
        }
    }

    /** Hands over one attachment. @return whether it is there */
    static boolean attachment(InputStream message, int number, Taker taker) throws IOException {
        var reading = new Reading(number, taker);
        try {
            reading.walk(new MimeMessage(NONE, message), 0);
        } catch (MessagingException | RuntimeException | StackOverflowError illegible) {
            return false;
        }
        return reading.attached.size() >= number;
    }

    static String plain(String html) {
        return plain(html, Map.of());
    }

    /** @param carried number of each attachment by its Content-ID */
    private static String plain(String html, Map<String, Integer> carried) {
        var clean = new Cleaner(PICTURED).clean(Jsoup.parseBodyFragment(html));
        for (var picture : clean.select("img")) {
            var number = carried.get(picture.attr("src").replaceFirst("^cid:", ""));
            if (number == null) picture.remove();
            else picture.attr("src", "images/" + number);
        }
        return clean.body().html();
    }

    private static String field(MimeMessage mime, String name) throws MessagingException {
        var raw = mime.getHeader(name, null);
        return raw == null ? "" : decoded(MimeUtility.unfold(raw));
    }

    private static String decoded(String raw) {
        try {
            return MimeUtility.decodeText(raw);
        } catch (UnsupportedEncodingException | RuntimeException unknown) {
            return raw;
        }
    }

    private static final class Reading {
        private final int wanted;
        private final Taker taker;
        private final List<Attached> attached = new ArrayList<>();
        private final Map<String, Integer> carried = new HashMap<>();
        private @Nullable String text;
        private @Nullable String html;
        private int parts;

        Reading(int wanted, Taker taker) {
            this.wanted = wanted;
            this.taker = taker;
        }

        void walk(Part part, int depth) throws MessagingException, IOException {
            if (depth > DEEPEST || ++parts > MOST) return;
            if (part.isMimeType("multipart/*")) {
                if (!(part.getContent() instanceof Multipart several)) return;
                for (int n = 0; n < several.getCount(); n++) walk(several.getBodyPart(n), depth + 1);
            } else if (part.getFileName() != null
                    || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
                    || !part.isMimeType("text/*")) attach(part);
            else if (part.isMimeType("text/html")) html = html == null ? read(part) : html;
            else text = text == null ? read(part) : text;
        }

        private void attach(Part part) throws MessagingException, IOException {
            var name = part.getFileName();
            var what = new Attached(
                    attached.size() + 1,
                    name == null ? "" : decoded(name),
                    part.getContentType().split(";", 2)[0].strip(),
                    Math.max(part.getSize(), 0));
            attached.add(what);
            var id = part.getHeader("Content-ID");
            if (id != null && id.length > 0) carried.putIfAbsent(id[0].strip().replaceAll("^<|>$", ""), what.number());
            if (what.number() != wanted) return;
            try (var octets = part.getInputStream()) {
                taker.take(what, octets);
            }
        }

        private static String read(Part part) throws MessagingException, IOException {
            try {
                if (part.getContent() instanceof String words) return cut(words);
            } catch (UnsupportedEncodingException unknown) {
                // A character set that nobody knows: what is ASCII in it can be read.
            }
            try (var octets = part.getInputStream()) {
                return cut(new String(octets.readNBytes(LONGEST), StandardCharsets.US_ASCII));
            }
        }

        private static String cut(String words) {
            return words.substring(0, Math.min(words.length(), LONGEST));
        }
    }
}
