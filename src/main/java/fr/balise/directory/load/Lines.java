package fr.balise.directory.load;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into lines without making objects of them: the bytes of the present line are {@code bytes()[from(), to())}. */
final class Lines {
    /** The longest row of the published files has about 1,500 octets. */
    static final int LONGEST = 32 * 1024;

    private static final int BLOCK = 512 * 1024;
    private static final int MARK = 3;

    private final InputStream in;
    private byte[] bytes = new byte[BLOCK];
    private int from;
    private int to;
    private int next;
    private int filled;
    private boolean ended;
    private boolean overlong;
    private boolean terminated;
    private long number;
    private long done;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line that is not blank; false at the end. */
    boolean next() throws IOException {
        while (advance()) {
            number++;
            trim();
            if (overlong || to > from) return true;
        }
        return false;
    }

    private boolean advance() throws IOException {
        overlong = false;
        from = next;
        int at = from;
        while (true) {
            at = Signs.first((byte) '\n', bytes, at, filled);
            if (at < filled) {
                terminated = true;
                to = at;
                next = at + 1;
                overlong |= to - from > LONGEST;
                return true;
            }
            if (at - from > LONGEST) {
                overlong = true; // its rest is skipped, so that memory stays flat
                from = at;
            }
            int kept = at - from;
            if (!fill()) {
                terminated = false;
                to = filled;
                next = filled;
                return overlong || to > from;
            }
            at = from + kept;
        }
    }

    /** Moves what is begun to the front and reads on. */
    private boolean fill() throws IOException {
        if (ended) return false;
        System.arraycopy(bytes, from, bytes, 0, filled - from);
        filled -= from;
        from = 0;
        int count = in.readNBytes(bytes, filled, bytes.length - filled);
        if (count == 0) {
            ended = true;
            return false;
        }
        filled += count;
        done += count;
        return true;
    }

    /** Without a carriage return at the end and byte order marks at the beginning, wherever files were pasted together. */
    private void trim() {
        if (to > from && bytes[to - 1] == '\r') to--;
        while (to - from >= MARK
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf) from += MARK;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Counted from 1, blank lines included. */
    long number() {
        return number;
    }

    /** Too long to be a row: what is at hand is not the line. */
    boolean overlong() {
        return overlong;
    }

    /** False for a last line without its end. */
    boolean terminated() {
        return terminated;
    }

    /** How far of a file of that size. */
    int percent(long size) {
        return size <= 0 ? 0 : (int) Math.min(100, done * 100 / size);
    }
}
