package fr.balise.gateway.signing;

import fr.balise.mailbox.lifecycle.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a message gets a signature, and puts it under what its writer wrote: above what is quoted below. Whatever is sealed, made by or for programs, signed already, or
 * not understood to the last delimiter goes as it is; of the others only the text parts change.
 */
public final class Signer {
    /** A seal over the text, or around it [RFC1847] [RFC5751] [RFC3156]; a report or an appointment, which programs read. */
    private static final Pattern UNTOUCHABLE = Pattern.compile("multipart/(signed|encrypted|report|digest|form-data)"
            + "|application/(x-)?pkcs7-.*|application/pgp-.*|application/ics|text/calendar"
            + "|message/(disposition-notification|delivery-status|partial|external-body)");

    /** Documents that software sends to software: XDM, CDA, HPRIM and its like. */
    private static final Pattern FOR_PROGRAMS =
            Pattern.compile("(ihe_?)?xdm.*\\.zip|.*\\.(hpr|hpm|hprim|hnet|hl7|xml)|smime\\.p7[ms]|.*\\.(pgp|asc)");

    private static final Set<String> DATA =
            Set.of("application/xml", "text/xml", "application/hl7-sda+xml", "application/hl7-cda+xml");

    private static final Pattern SUBJECT =
            Pattern.compile("(\\[[^]]*] *)*xdm/1\\.\\d/ddm.*|(.*\\P{L})?(hnet|h\\.net|hprim)(\\P{L}.*)?");

    /** Somebody else's seal over the head and the text, a letter passed on as it is, a list. */
    private static final List<String> OTHERS = List.of(
            "DKIM-Signature", "ARC-Seal", "Content-MD5", "Resent-From", "Resent-Date", "List-Id", "Balise-Notice");

    private Signer() {}

    /** What came of it. */
    public sealed interface Answer {
        /** As it is. @param why a word for tests and the log: never what stands in the message */
        record Untouched(String why) implements Answer {}

        /**
         * @param fields of the head that have another value now, or that are new
         * @param body in place of the one it had
         */
        record Signed(Map<String, String> fields, byte[] body) implements Answer {}
    }

    /** @param body lines end with CR LF */
    public static Answer sign(List<Field> fields, byte[] body, Signature signature) {
        try {
            return decided(new Head(fields), body, signature);
        } catch (Doubt doubt) {
            return new Answer.Untouched(doubt.what());
        }
    }

    /** Whether a head alone tells that the message goes as it is: then its body need not be looked at. */
    public static boolean isOut(List<Field> fields) {
        try {
            var head = new Head(fields);
            return byHead(head) || UNTOUCHABLE.matcher(kind(head)).matches();
        } catch (Doubt | RuntimeException | StackOverflowError doubt) {
            return true;
        }
    }

    private static String kind(Head head) throws Doubt {
        return head.type().getBaseType().toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean byHead(Head head) throws Doubt {
        var automatic = head.said("Auto-Submitted"); // [RFC3834 5]
        return !automatic.isEmpty() && !automatic.equals("no")
                || head.said("Precedence").matches("bulk|list|junk|auto_reply")
                || OTHERS.stream().anyMatch(head::has)
                || SUBJECT.matcher(head.said("Subject")).matches()
                || head.isAttachment();
    }

    private static Answer decided(Head head, byte[] body, Signature signature) throws Doubt {
        if (byHead(head)) return new Answer.Untouched("head");
        var message = Part.read(head, body);
        for (var part : message.all().toList()) if (isForNobody(part)) return new Answer.Untouched("sealed");
        var texts = new ArrayList<Written>();
        for (var part : texts(message)) texts.add(Written.read(part, body));
        if (texts.isEmpty()) return new Answer.Untouched("no text");
        for (var text : texts) {
            if (Threads.isSealedOrForPrograms(text)) return new Answer.Untouched("sealed");
            if (Threads.holds(text, signature)) return new Answer.Untouched("already");
        }
        return signed(message, body, texts, signature);
    }

    private static boolean isForNobody(Part part) throws Doubt {
        return UNTOUCHABLE.matcher(part.kind()).matches()
                || DATA.contains(part.kind())
                || FOR_PROGRAMS.matcher(part.head().fileName()).matches();
    }

    /** Those that a reader sees as the text of the message; of alternatives, all. */
    private static List<Part> texts(Part part) throws Doubt {
        if (part.head().isAttachment()) return List.of();
        return switch (part.kind()) {
            // A text with a file name is shown as a file, even if it is said to stand within the message.
            case "text/plain", "text/html" -> part.head().fileName().isEmpty() ? List.of(part) : List.of();
            case "multipart/alternative" -> alternatives(part);
            case "multipart/related" -> texts(part.parts().getFirst()); // [RFC2387 3.2]
            case "multipart/mixed" -> first(part);
            default -> List.of();
        };
    }

    /** One without a signature would say something else than the others. */
    private static List<Part> alternatives(Part part) throws Doubt {
        var texts = new ArrayList<Part>();
        for (var one : part.parts()) {
            var inside = texts(one);
            Doubt.when(inside.isEmpty(), "an alternative of another kind");
            texts.addAll(inside);
        }
        return texts;
    }

    private static List<Part> first(Part part) throws Doubt {
        for (var one : part.parts()) {
            var inside = texts(one);
            if (!inside.isEmpty()) return inside;
        }
        return List.of();
    }

    private static Answer signed(Part message, byte[] body, List<Written> texts, Signature signature) throws Doubt {
        var pieces = new ArrayList<byte[]>();
        var fields = new LinkedHashMap<String, String>();
        int done = 0;
        for (var text : texts) {
            var part = text.part();
            Doubt.when(part.head().has("Content-MD5"), "a sum over the text");
            var under = Under.of(text, signature);
            if (part == message) {
                if (under.type() != null) fields.put(Head.TYPE, under.type());
                if (under.encoding() != null) fields.put(Head.ENCODING, under.encoding());
                if (!fields.isEmpty() && !message.head().has("MIME-Version")) fields.put("MIME-Version", "1.0");
            } else {
                pieces.add(Arrays.copyOfRange(body, done, part.start()));
                pieces.add(head(body, part, under));
            }
            pieces.add(under.octets());
            done = part.to();
        }
        pieces.add(Arrays.copyOfRange(body, done, body.length));
        return new Answer.Signed(fields, Under.joined(pieces));
    }

    /** As it was, but for the lines that say something else now. */
    private static byte[] head(byte[] body, Part part, Under under) throws Doubt {
        var pieces = new ArrayList<byte[]>();
        int done = part.start();
        for (var field : part.head().fields()) {
            var value = field.is(Head.TYPE) ? under.type() : field.is(Head.ENCODING) ? under.encoding() : null;
            if (value == null) continue;
            pieces.add(Arrays.copyOfRange(body, done, field.from()));
            pieces.add(line(field.name(), value));
            done = field.to();
        }
        pieces.add(Arrays.copyOfRange(body, done, part.from() - 2));
        if (under.type() != null && !part.head().has(Head.TYPE)) pieces.add(line(Head.TYPE, under.type()));
        if (under.encoding() != null && !part.head().has(Head.ENCODING))
            pieces.add(line(Head.ENCODING, under.encoding()));
        pieces.add(new byte[] {'\r', '\n'});
        return Under.joined(pieces);
    }

    private static byte[] line(String name, @Nullable String value) {
        return (name + ": " + value + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
