package fr.balise.mailstore;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Between a server that we do not know and the library that reads it: an answer can be neither endless, nor endlessly slow, nor announce
 * more than we would ever ask for, for which the library would make room at once. Looks at the framing alone: lines, and literals of
 * so many octets [RFC9051 4.3].
 */
final class GuardedInput extends FilterInputStream {
    /** More than the answer to any command of ours. */
    static final long LARGEST_ANSWER = 32L * 1024 * 1024;

    /** More than a mailbox has folders: each line costs far more than its octets. */
    private static final int MOST_LINES = 100_000;

    /** More than any literal in it: bodies are asked for in pieces. */
    static final long LARGEST_LITERAL = 16L * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private long left;
    private int lines;
    private long until;
    private long literal;
    private long announced = NONE;
    private boolean closed;

    /** Where in {@code {123}} and its end of line the last octets were. */
    private static final long NONE = -1;

    GuardedInput(InputStream in) {
        super(in);
        begin();
    }

    /** A new command was sent. */
    void begin() {
        left = LARGEST_ANSWER;
        lines = 0;
        until = System.nanoTime() + PATIENCE.toNanos();
    }

    @Override
    public int read() throws IOException {
        check();
        int octet = in.read();
        if (octet >= 0) passed((byte) octet);
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        check();
        int read = in.read(into, offset, length);
        for (int i = 0; i < read; i++) passed(into[offset + i]);
        return read;
    }

    private void check() throws IOException {
        if (left <= 0 || lines > MOST_LINES) throw new IOException("an answer without end");
        if (System.nanoTime() > until) throw new IOException("an answer that takes too long");
    }

    private void passed(byte octet) throws IOException {
        left--;
        if (literal > 0) {
            literal--;
            return;
        }
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
}
