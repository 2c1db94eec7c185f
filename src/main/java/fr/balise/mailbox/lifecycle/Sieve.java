package fr.balise.mailbox.lifecycle;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Values in a Sieve script, so that none can end the string that it stands in [RFC5228 2.4.2]. */
final class Sieve {
    private static final int LONGEST_LINE = 76; // [RFC2045 6.7] of quoted-printable, without its line end

    private Sieve() {}

    /** A quoted string. @throws IllegalArgumentException for NUL, which no string may hold */
    static String quoted(String value) {
        if (value.indexOf('\0') >= 0) throw new IllegalArgumentException("NUL in a Sieve string");
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * A text as quoted-printable [RFC2045 6.7], with more encoded than mail asks for: only letters, digits, spaces inside a line and
     * {@code , - : ? @ _ ( )} stand as they are. So no text can end a Sieve string, open a multi-line text, or begin a header.
     */
    static String quotedPrintable(String text) {
        var out = new StringBuilder();
        for (var line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
            encode(line, out);
            out.append("\r\n");
        }
        return out.toString();
    }

    private static void encode(String line, StringBuilder out) {
        var octets = line.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < octets.length; i++) {
            var piece = stands(octets[i], i == octets.length - 1)
                    ? String.valueOf((char) octets[i])
                    : String.format(Locale.ROOT, "=%02X", octets[i] & 0xff);
            if (length + piece.length() >= LONGEST_LINE) {
                out.append("=\r\n");
                length = 0;
            }
            out.append(piece);
            length += piece.length();
        }
    }

    private static boolean stands(byte octet, boolean last) {
        if (octet == ' ') return !last;
        return octet >= '0' && octet <= '9'
                || octet >= 'A' && octet <= 'Z'
                || octet >= 'a' && octet <= 'z'
                || ",-:?@_()".indexOf(octet) >= 0;
    }
}
