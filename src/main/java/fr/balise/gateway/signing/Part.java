package fr.balise.gateway.signing;

import jakarta.mail.internet.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A message or a part of one: where its octets stand. What is attached as a message is not looked into.
 *
 * @param start of its head in the octets; {@code from} and {@code to} of its content
 * @param parts of a multipart
 */
record Part(Head head, ContentType type, int start, int from, int to, List<Part> parts) {
    /** Programs nest three or four levels. */
    private static final int DEEPEST = 10;

    private static final int MOST = 200;
    private static final int LONGEST_BOUNDARY = 70; // [RFC2046 5.1.1]

    private static final String NO_DELIMITER = "no";

    Part {
        parts = List.copyOf(parts);
    }

    /** @throws Doubt when it is not well-formed, to the last delimiter */
    static Part read(Head head, byte[] body) throws Doubt {
        return read(head, body, 0, 0, body.length, 0);
    }

    boolean is(String kind) {
        return type.match(kind);
    }

    /** {@code text/html}, in lower case. */
    String kind() {
        return type.getBaseType().toLowerCase(Locale.ROOT);
    }

    /** Itself and all that is in it. */
    Stream<Part> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::all));
    }

    private static Part read(Head head, byte[] body, int start, int from, int to, int depth) throws Doubt {
        Doubt.when(depth > DEEPEST, "too deep");
        var type = head.type();
        if (!type.match("multipart/*")) return new Part(head, type, start, from, to, List.of());
        Doubt.when(!head.encoding().matches("7bit|8bit|binary"), "an encoded multipart"); // [RFC2045 6.4]
        var boundary = type.getParameter("boundary");
        if (boundary == null || boundary.isBlank() || boundary.length() > LONGEST_BOUNDARY)
            throw new Doubt("no boundary");
        var parts = new ArrayList<Part>();
        for (var cut : cuts(body, from, to, "--" + boundary)) {
            Doubt.when(parts.size() == MOST, "too many parts");
            parts.add(part(body, cut[0], cut[1], depth + 1));
        }
        return new Part(head, type, start, from, to, parts);
    }

    private static Part part(byte[] body, int from, int to, int depth) throws Doubt {
        var fields = new ArrayList<Field>();
        int at = from;
        while (true) {
            int end = lineEnd(body, at, to);
            if (end == at + 2 && body[at] == '\r') break;
            Doubt.when(end == to, "a part without content");
            int next = end;
            while (next < to && (body[next] == ' ' || body[next] == '\t')) next = lineEnd(body, next, to);
            fields.add(field(new String(body, at, next - at, StandardCharsets.ISO_8859_1), at, next));
            at = next;
        }
        return read(new Head(fields), body, from, at + 2, to, depth);
    }

    private static Field field(String line, int from, int to) throws Doubt {
        int colon = line.indexOf(':');
        Doubt.when(colon < 1 || !line.substring(0, colon).matches("[!-9;-~]+[ \t]*"), "no line of a head");
        return new Field(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip(), from, to);
    }

    /** Behind the line end; {@code to} where there is none. */
    private static int lineEnd(byte[] body, int at, int to) {
        for (int i = at; i + 1 < to; i++) if (body[i] == '\r' && body[i + 1] == '\n') return i + 2;
        return to;
    }

    /** What stands between the delimiters; the line end before each belongs to it [RFC2046 5.1.1]. */
    private static List<int[]> cuts(byte[] body, int from, int to, String delimiter) throws Doubt {
        var cuts = new ArrayList<int[]>();
        int open = -1;
        for (int at = from; at < to; ) {
            int end = lineEnd(body, at, to);
            var rest = startsWith(body, at, end, delimiter)
                    ? new String(body, at, end - at, StandardCharsets.ISO_8859_1)
                            .substring(delimiter.length())
                            .stripTrailing()
                    : NO_DELIMITER;
            if (rest.isEmpty() || rest.equals("--")) {
                if (open >= 0) {
                    Doubt.when(at - 2 < open, "an empty part");
                    cuts.add(new int[] {open, at - 2});
                }
                if (!rest.isEmpty()) {
                    Doubt.when(cuts.isEmpty(), "no part");
                    return cuts;
                }
                open = end;
            }
            at = end;
        }
        throw new Doubt("no last delimiter");
    }

    private static boolean startsWith(byte[] body, int at, int end, String what) {
        if (end - at < what.length()) return false;
        for (int i = 0; i < what.length(); i++) if (body[at + i] != (byte) what.charAt(i)) return false;
        return true;
    }
}
