package fr.balise.mailstore;

import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;

/**
 * The answer to a FETCH of bodies [RFC9051 7.5.2], taken off the line while it comes: the library would keep each body, and all of an
 * answer, in memory before anybody sees it. Until {@link #next} said that there are no more, the line is good for nothing else.
 */
final class BodyAnswer {
    /** Of the whole, or of a piece that begins there. */
    private static final Pattern BODY = Pattern.compile("BODY\\[](?:<\\d+>)? (?:\\{\\d+}|\"\"\\))$");

    private static final Pattern FETCH = Pattern.compile("^\\* \\d+ FETCH \\(");
    private static final Pattern UID = Pattern.compile("[ (]UID (\\d{1,10}) ");

    /** What the server did not say before the body began. */
    static final long UNKNOWN = 0;

    private final GuardedInput in;
    private final String tag;
    private final Refusal refusal;
    private long uid;
    private long size;
    private boolean ended;

    /** Throws unless a line with the tag says that all is well. */
    interface Refusal {
        void check(Response tagged) throws ProtocolException;
    }

    BodyAnswer(GuardedInput in, String tag, Refusal refusal) {
        this.in = in;
        this.tag = tag + " ";
        this.refusal = refusal;
    }

    /** Goes past what is left of a body, to the next one. False when there are no more. */
    boolean next() throws IOException, ProtocolException {
        while (!ended) {
            skip();
            var line = in.line();
            if (line.startsWith(tag)) {
                ended = true;
                refusal.check(new Response(line));
            } else if (line.startsWith("* BYE")) throw new EOFException("the server says good-bye");
            else if (FETCH.matcher(line).find() && BODY.matcher(line).find()) {
                var said = UID.matcher(line);
                uid = said.find() ? Long.parseLong(said.group(1)) : UNKNOWN;
                size = in.literal();
                return true;
            }
        }
        return false;
    }

    private void skip() throws IOException {
        var nobody = new byte[1 << 14];
        while (read(nobody, 0, nobody.length) >= 0) continue;
    }

    long uid() {
        return uid;
    }

    /** Of the body that comes, or of the piece. */
    long size() {
        return size;
    }

    boolean ended() {
        return ended;
    }

    /** As an input stream's. */
    int read(byte[] into, int offset, int length) throws IOException {
        if (in.literal() == 0) return -1;
        int read = in.read(into, offset, length);
        if (read < 0) throw new EOFException("the server hung up");
        return read;
    }
}
