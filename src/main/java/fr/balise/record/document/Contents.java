package fr.balise.record.document;

import fr.balise.kernel.Sha256;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a message holds for a patient's record.
 *
 * @param messageId with its angle brackets; empty for none
 * @param from address and name as they stand there, decoded
 * @param documents in their order; empty where there is none
 * @param words SHA-256 of the text around them, whatever its line breaks, in hexadecimal; the same for messages without any
 */
public record Contents(String messageId, String from, List<Document> documents, String words) {
    /** Beyond it a message is not taken apart in memory. */
    public static final long LARGEST = 40L << 20;

    private static final int DEEPEST = 20;
    private static final int MOST = 200;
    private static final Session NONE = Session.getInstance(new Properties());
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern XDM = Pattern.compile("(ihe_?)?xdm.*\\.zip");

    /** The printed form of a structured document is named so: {@code date_type_NAME_given_number.pdf}. */
    private static final Pattern PRINTED = Pattern.compile("[0-9]{8}_[^_]+_[^_]+_[^_]+_[0-9]+\\.pdf");

    /** Attached by programs for programs, or cards and appointments. */
    private static final Set<String> NO_DOCUMENT = Set.of(
            "application/pkcs7-signature",
            "application/x-pkcs7-signature",
            "application/pgp-signature",
            "application/pgp-encrypted",
            "application/ics",
            "text/calendar",
            "text/vcard",
            "text/x-vcard",
            "text/rfc822-headers",
            "message/disposition-notification",
            "message/delivery-status");

    public Contents {
        documents = List.copyOf(documents);
    }

    /** What came of taking a message apart. */
    public sealed interface Taken {
        record Whole(Contents contents) implements Taken {}

        /** Nothing of it is handed over: half a message in a record looks like a whole one. */
        record Not(Why why) implements Taken {}
    }

    public enum Why {
        ENCRYPTED,
        /** Broken, nested too deep, or in too many parts. */
        ILLEGIBLE,
        /** An archive or a structured document that cannot be read safely. */
        UNSAFE
    }

    public static Taken of(InputStream message) {
        try {
            var mime = new MimeMessage(NONE, message);
            var reading = new Reading();
            reading.walk(mime, 0);
            return new Taken.Whole(new Contents(
                    header(mime, "Message-ID"),
                    header(mime, "From"),
                    printed(reading.documents),
                    HexFormat.of().formatHex(Sha256.of(reading.words.toString()))));
        } catch (Encrypted closed) {
            return new Taken.Not(Why.ENCRYPTED);
        } catch (Unsafe harm) {
            return new Taken.Not(Why.UNSAFE);
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError broken) {
            return new Taken.Not(Why.ILLEGIBLE);
        }
    }

    private static List<Document> printed(List<Document> all) {
        long structured = all.stream().filter(one -> one.head() != null).count();
        if (structured == 0) return all;
        return all.stream()
                .map(one -> one.isPdf()
                                && PRINTED.matcher(one.name().toLowerCase(Locale.ROOT))
                                        .matches()
                        ? one.printed()
                        : one)
                .toList();
    }

    static String header(MimeMessage mime, String name) throws MessagingException {
        var raw = mime.getHeader(name, null);
        return raw == null ? "" : decoded(MimeUtility.unfold(raw)).strip();
    }

    private static String decoded(String raw) {
        try {
            return MimeUtility.decodeText(raw);
        } catch (UnsupportedEncodingException | RuntimeException unknown) {
            return raw;
        }
    }

    private static final class Encrypted extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Reading {
        private final List<Document> documents = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private int parts;

        void walk(Part part, int depth) throws MessagingException, IOException, Unsafe {
            if (depth > DEEPEST || ++parts > MOST) throw new IOException("too deep, or too many parts");
            if (part.isMimeType("multipart/encrypted")
                    || part.isMimeType("application/pkcs7-mime")
                    || part.isMimeType("application/x-pkcs7-mime")) throw new Encrypted();
            if (part.isMimeType("multipart/*")) {
                if (!(part.getContent() instanceof Multipart several)) throw new IOException("no parts");
                for (int n = 0; n < several.getCount(); n++) walk(several.getBodyPart(n), depth + 1);
            } else if (part.isMimeType("message/rfc822")) {
                if (!(part.getContent() instanceof MimeMessage inside)) throw new IOException("no message");
                walk(inside, depth + 1);
            } else take(part);
        }

        private void take(Part part) throws MessagingException, IOException, Unsafe {
            var type = part.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            var name = part.getFileName() == null ? "" : decoded(part.getFileName());
            boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
            boolean shown = type.startsWith("text/") && !isXml(type) || type.startsWith("image/");
            // Pictures in the text, as logos are, are none.
            if (NO_DOCUMENT.contains(type)) return;
            if (!attached && shown && !(type.startsWith("text/") && !name.isEmpty())) {
                read(part);
                return;
            }
            var octets = octets(part);
            if (octets.length == 0) throw new IOException("an empty attachment");
            var plain = name.toLowerCase(Locale.ROOT);
            if (XDM.matcher(plain).matches()) documents.addAll(XdmReading.documents(octets));
            else documents.add(single(name, type, octets, isXml(type) || plain.endsWith(".xml")));
        }

        private static byte[] octets(Part part) throws MessagingException, IOException {
            try (var in = part.getInputStream()) {
                var octets = in.readNBytes((int) LARGEST + 1);
                if (octets.length > LARGEST) throw new IOException("too large");
                return octets;
            }
        }

        private void read(Part part) throws MessagingException, IOException {
            var text = new String(octets(part), StandardCharsets.ISO_8859_1);
            words.append(SPACE.matcher(text).replaceAll(" ").strip()).append('\n');
        }

        private static Document single(String name, String type, byte[] octets, boolean xml) throws Unsafe {
            var head = xml ? CdaReading.head(octets) : java.util.Optional.<CdaHead>empty();
            var id =
                    head.map(one -> one.id().isEmpty() ? null : one.id().text()).orElse(null);
            return new Document(name, type, octets, id, head.orElse(null), false);
        }

        private static boolean isXml(String type) {
            return type.equals("text/xml") || type.equals("application/xml") || type.endsWith("+xml");
        }
    }

    @Override
    public String toString() {
        return "Contents[" + documents.size() + "]";
    }
}
