package fr.balise.mailstore;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Between a server that we do not know and the library that reads it: an answer can be neither endless, nor endlessly slow, nor announce
 * more than we would ever ask for, for which the library would make room at once. Looks at the framing alone: lines, and literals of
 * so many octets [RFC9051 4.3].
 *
 * <p>Hands over no more than the rest of a line, or of a literal, at once: whoever keeps what was handed over for later, as the library
 * does, keeps nothing beyond the answer that it reads, and the next one may be read by somebody else.
 */
final class GuardedInput extends InputStream {
    /** More than the answer to any command of ours. */
    static final long LARGEST_ANSWER = 32L * 1024 * 1024;

    /** More than a mailbox has folders: each line costs far more than its octets. */
    private static final int MOST_LINES = 100_000;

    /** More than any literal in it: bodies are asked for in pieces. */
    static final long LARGEST_LITERAL = 16L * 1024 * 1024;

    /** Of what is read here and not by the library: far more than an answer needs that tells of a body. */
    private static final int LONGEST_LINE = 1 << 16;

    /** Spent waiting for the server, not for whoever takes what it sends. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long left;
    private int lines;
    private long waited;
    private long literal;
    private long announced = NONE;
    private boolean closed;

    /** Where in {@code {123}} and its end of line the last octets were. */
    private static final long NONE = -1;

    GuardedInput(InputStream in) {
        this.in = in;
        begin();
    }

    /** A new command was sent. */
    void begin() {
        left = LARGEST_ANSWER;
        lines = 0;
        waited = 0;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        check();
        int read =
                literal > 0 ? ofLiteral(into, offset, (int) Math.min(length, literal)) : ofLine(into, offset, length);
        if (read > 0) left -= read;
        return read;
    }

    /** Straight to whoever wants many octets. */
    private int ofLiteral(byte[] into, int offset, int length) throws IOException {
        int read;
        if (at == end && length >= buffer.length) read = waitFor(into, offset, length);
        else if (at == end && !filled()) read = -1;
        else {
            read = Math.min(length, end - at);
            System.arraycopy(buffer, at, into, offset, read);
            at += read;
        }
        if (read > 0) literal -= read;
        return read;
    }

    private int ofLine(byte[] into, int offset, int length) throws IOException {
        if (at == end && !filled()) return -1;
        int read = 0;
        while (read < length && at < end) {
            byte octet = buffer[at++];
            into[offset + read++] = octet;
            passed(octet);
            if (octet == '\n') break;
        }
        return read;
    }

    /**
     * The next line, without its end. If it announces a literal, that is next.
     *
     * @throws IOException also when the server hung up
     */
    String line() throws IOException {
        var line = new ByteArrayOutputStream(128);
        var one = new byte[256];
        while (true) {
            int read = read(one, 0, one.length);
            if (read < 0) throw new EOFException("the server hung up");
            line.write(one, 0, read);
            if (one[read - 1] == '\n') break;
            if (line.size() > LONGEST_LINE) throw new IOException("a line without end");
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** How many octets of a literal come next; 0 when a line does. */
    long literal() {
        return literal;
    }

    private boolean filled() throws IOException {
        int read = waitFor(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(read, 0);
        return read > 0;
    }

    private int waitFor(byte[] into, int offset, int length) throws IOException {
        long from = System.nanoTime();
        int read = in.read(into, offset, length);
        waited += System.nanoTime() - from;
        return read;
    }

    private void check() throws IOException {
        if (left <= 0 || lines > MOST_LINES) throw new IOException("an answer without end");
        if (waited > PATIENCE.toNanos()) throw new IOException("an answer that takes too long");
    }

    private void passed(byte octet) throws IOException {
        if (octet == '\n') lines++;
        if (octet == '{') {
            announced = 0;
            closed = false;
        } else if (announced == NONE) return;
        else if (octet >= '0' && octet <= '9' && !closed) grow(octet - '0');
        else if (octet == '}' && !closed) closed = true;
        else if (octet == '\n' && closed) {
            literal = announced;
            announced = NONE;
        } else if (!(closed && octet == '\r') && !(octet == '+' && !closed)) announced = NONE;
    }

    private void grow(int digit) throws IOException {
        announced = announced * 10 + digit;
        if (announced > LARGEST_LITERAL) throw new IOException("a literal beyond all measure");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
