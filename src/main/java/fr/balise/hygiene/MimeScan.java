package fr.balise.hygiene;

import fr.balise.kernel.Sha256;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the parts of a message that have no parts, by boundaries alone, each with where it lies among the octets [RFC2046 5.1]. */
final class MimeScan {
    private static final int DEEPEST = 20;
    private static final int MOST = 200;
    private static final Pattern SEALS = Pattern.compile(".*\\.(p7[ms]|asc|gpg|pgp)");

    private final byte[] octets;
    private final List<Leaf> leaves;

    MimeScan(byte[] octets, List<Leaf> leaves) {
        this.octets = octets;
        this.leaves = leaves;
    }

    static final class SealedMessage extends IOException {
        private static final long serialVersionUID = 1;
    }

    void entity(int start, int end, int depth, boolean embedded) throws IOException {
        if (depth > DEEPEST || leaves.size() >= MOST) throw new IOException("too many parts");
        var all = new ArrayList<Field>();
        int body = head(start, end, all);
        var fields = new Fields(List.copyOf(all));
        var type = fields.type();
        if (isSealed(type, fields.name(), body, end)) throw new SealedMessage();
        if (!type.startsWith("multipart/")) leaves.add(new Leaf(start, body, end, fields, embedded));
        else parts(fields, body, end, depth, embedded || !type.equals("multipart/mixed"));
    }

    /** [RFC8551 3] [RFC1847 2] */
    private boolean isSealed(String type, @Nullable String name, int body, int end) {
        var file = name == null ? "" : name.toLowerCase(Locale.ROOT);
        return type.equals("multipart/signed")
                || type.equals("multipart/encrypted")
                || type.startsWith("application/pkcs7-")
                || type.startsWith("application/x-pkcs7-")
                || type.startsWith("application/pgp-")
                || SEALS.matcher(file).matches()
                || type.equals("text/plain")
                        && new String(octets, body, Math.min(end - body, 4_096), StandardCharsets.ISO_8859_1)
                                .contains("-----BEGIN PGP ");
    }

    private void parts(Fields fields, int body, int end, int depth, boolean embedded) throws IOException {
        var content = fields.content();
        var boundary = content == null ? null : content.getParameter("boundary");
        if (boundary == null || boundary.isEmpty()) throw new IOException("no boundary");
        var mark = "--" + boundary;
        int part = -1;
        for (int line = body; line < end; line = next(line, end)) {
            var kind = delimiter(line, end, mark);
            if (kind == Mark.NONE) continue;
            if (part >= 0) entity(part, beforeLineEnd(part, line), depth + 1, embedded);
            if (kind == Mark.LAST) return;
            part = next(line, end);
        }
        throw new IOException("no end");
    }

    private enum Mark {
        NONE,
        NEXT,
        LAST
    }

    private Mark delimiter(int line, int end, String mark) {
        int to = line + mark.length();
        if (to > end) return Mark.NONE;
        for (int n = 0; n < mark.length(); n++) if ((octets[line + n] & 0xff) != mark.charAt(n)) return Mark.NONE;
        var rest = new String(octets, to, next(line, end) - to, StandardCharsets.ISO_8859_1);
        return switch (rest.strip()) {
            case "" -> Mark.NEXT;
            case "--" -> Mark.LAST;
            default -> Mark.NONE;
        };
    }

    private int beforeLineEnd(int start, int at) {
        int end = at;
        if (end > start && octets[end - 1] == '\n') end--;
        if (end > start && octets[end - 1] == '\r') end--;
        return end;
    }

    /** @return where the body begins */
    private int head(int start, int end, List<Field> fields) throws IOException {
        int at = start;
        while (at < end) {
            int line = next(at, end);
            if (isEmpty(at, line)) return line;
            while (line < end && (octets[line] == ' ' || octets[line] == '\t')) line = next(line, end);
            var text = new String(octets, at, line - at, StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            if (colon <= 0) throw new IOException("no field");
            fields.add(new Field(
                    text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    MimeUtility.unfold(text.substring(colon + 1)).strip(),
                    at,
                    line));
            at = line;
        }
        return end;
    }

    private boolean isEmpty(int from, int to) {
        return to - from == 1 && octets[from] == '\n'
                || to - from == 2 && octets[from] == '\r' && octets[from + 1] == '\n';
    }

    private int next(int line, int end) {
        int at = line;
        while (at < end && octets[at] != '\n') at++;
        return Math.min(at + 1, end);
    }

    /**
     * A part without parts.
     *
     * @param start of its head
     * @param body where its body begins
     * @param embedded part of what is read, as a picture in a text, unless it says that it is attached
     * @param end behind its last octet; the line end before a boundary belongs to the boundary
     */
    record Leaf(int start, int body, int end, Fields fields, boolean embedded) {
        private static final Pattern REPLACED =
                Pattern.compile("content-(type|transfer-encoding|disposition|md5|description|length)");

        boolean isHeavy() {
            return end - body >= Lightened.HEAVY
                    && !fields.type().startsWith("message/")
                    && (fields.isAttachment()
                            || !embedded
                                    && (fields.name() != null || !fields.type().startsWith("text/")));
        }

        Lightened.Taken taken(byte[] message) throws IOException, MessagingException {
            try (var octets = MimeUtility.decode(
                    new ByteArrayInputStream(message, body, end - body),
                    fields.first("content-transfer-encoding", "7bit").toLowerCase(Locale.ROOT))) {
                var file = octets.readAllBytes();
                var name = fields.name();
                return new Lightened.Taken(
                        name == null ? "" : name,
                        fields.type(),
                        file.length,
                        HexFormat.of().formatHex(Sha256.of(file)));
            } catch (RuntimeException broken) {
                throw new IOException(broken);
            }
        }

        /** Other fields of its head stay, octet for octet. */
        byte[] replaced(byte[] message, String words) {
            var out = new ByteArrayOutputStream();
            for (var field : fields.all())
                if (!REPLACED.matcher(field.name()).matches())
                    out.write(message, field.start(), field.end() - field.start());
            var text = Base64.getMimeEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(("Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n"
                            + "Content-Disposition: inline\r\n\r\n" + text + (message[end - 1] == '\n' ? "\r\n" : ""))
                    .getBytes(StandardCharsets.US_ASCII));
            return out.toByteArray();
        }
    }

    /** @param start, end of a field with its folds and its line end, among the octets of the message */
    record Field(String name, String value, int start, int end) {}

    /** A head. */
    record Fields(List<Field> all) {
        String first(String name, String otherwise) {
            return all.stream()
                    .filter(field -> field.name().equals(name))
                    .map(Field::value)
                    .findFirst()
                    .orElse(otherwise);
        }

        @Nullable
        ContentType content() {
            try {
                return new ContentType(first("content-type", "text/plain"));
            } catch (ParseException broken) {
                return null;
            }
        }

        /** In lower case; one that cannot be read is taken for a file. */
        String type() {
            var content = content();
            return content == null
                    ? "application/octet-stream"
                    : content.getBaseType().toLowerCase(Locale.ROOT);
        }

        private @Nullable ContentDisposition disposition() {
            try {
                return new ContentDisposition(first("content-disposition", "inline"));
            } catch (ParseException broken) {
                return null;
            }
        }

        boolean isAttachment() {
            var disposition = disposition();
            return disposition != null && "attachment".equalsIgnoreCase(disposition.getDisposition());
        }

        @Nullable
        String name() {
            var disposition = disposition();
            var content = content();
            var name = disposition == null ? null : disposition.getParameter("filename");
            if (name == null && content != null) name = content.getParameter("name");
            try {
                return name == null ? null : MimeUtility.decodeText(name);
            } catch (UnsupportedEncodingException | RuntimeException unknown) {
                return name;
            }
        }
    }
}
