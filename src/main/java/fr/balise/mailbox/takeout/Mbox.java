package fr.balise.mailbox.takeout;

import fr.balise.mailstore.OpenMailbox.Envelope;
import fr.balise.mailstore.StoredMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The form {@code mboxrd}: every line that begins like a separator gets one more sign, so that the messages can be told apart again. */
final class Mbox {
    /** The day first, padded with a space, as {@code asctime} of C writes it; UTC, as RFC 4155 says. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9$_.-]+");
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private Mbox() {}

    /** Lines end with LF there. What stands on the message goes before its head, in the fields that mail programs read. */
    static void write(Envelope envelope, InputStream message, OutputStream out) throws IOException {
        out.write(("From MAILER-DAEMON " + DATE.format(envelope.received()) + "\n" + fields(envelope.flags()))
                .getBytes(StandardCharsets.US_ASCII));
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

    static String fields(Set<String> flags) {
        var marks = (flags.contains("\\Answered") ? "A" : "")
                + (flags.contains("\\Flagged") ? "F" : "")
                + (flags.contains("\\Draft") ? "T" : "");
        var keywords = flags.stream()
                .filter(flag -> KEYWORD.matcher(flag).matches())
                .sorted()
                .collect(Collectors.joining(" "));
        return "Status: " + (flags.contains(StoredMessage.SEEN) ? "RO" : "O") + "\n"
                + (marks.isEmpty() ? "" : "X-Status: " + marks + "\n")
                + (keywords.isEmpty() ? "" : "X-Keywords: " + keywords + "\n");
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
