package fr.balise.mailbox.takeout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The form {@code mboxrd}: every line that begins like a separator gets one more sign, so that the messages can be told apart again. */
final class Mbox {
    private static final byte[] SEPARATOR =
            "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private Mbox() {}

    /** Lines end with LF there. */
    static void write(InputStream message, OutputStream out) throws IOException {
        out.write(SEPARATOR);
        var in = new BufferedInputStream(message, 1 << 16);
        var line = new java.io.ByteArrayOutputStream(1_000);
        for (int c = in.read(); c >= 0; c = in.read()) {
            line.write(c);
            // Binary content may hold lines of any length.
            if (c == '\n' || line.size() > 1 << 20) flush(line, out);
        }
        if (line.size() > 0) {
            flush(line, out);
            out.write('\n');
        }
        out.write('\n');
    }

    private static void flush(java.io.ByteArrayOutputStream line, OutputStream out) throws IOException {
        var octets = line.toByteArray();
        line.reset();
        if (isSeparator(octets)) out.write('>');
        int length = octets.length;
        if (length > 1 && octets[length - 1] == '\n' && octets[length - 2] == '\r') {
            out.write(octets, 0, length - 2);
            out.write('\n');
        } else out.write(octets, 0, length);
    }

    private static boolean isSeparator(byte[] line) {
        int at = 0;
        while (at < line.length && line[at] == '>') at++;
        if (line.length - at < FROM.length) return false;
        for (int i = 0; i < FROM.length; i++) if (line[at + i] != FROM[i]) return false;
        return true;
    }
}
