package fr.balise.directory.load;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The present line of a file, cut at its separators. One object for all rows of a file. */
final class Row {
    private static final byte SEPARATOR = '|';
    private static final int SHORTEST_HEADING = 10;

    private final Heading heading;
    private final Hashes hashes;
    private final int[] starts;
    private final int[] ends;
    private byte[] bytes = new byte[0];
    private byte[] own = new byte[0];
    private int lineStart;
    private int lineEnd;

    Row(Heading heading, Hashes hashes) {
        this.heading = heading;
        this.hashes = hashes;
        starts = new int[heading.width() + 2];
        ends = new int[heading.width() + 2];
    }

    /** Cuts the line; null when it is a row of this file. */
    @Nullable
    Fault cut(Lines line) {
        if (line.overlong()) return Fault.OVERLONG;
        bytes = line.bytes();
        int cell = 0;
        int start = lineStart = line.from();
        int end = lineEnd = line.to();
        for (int at = Signs.next(bytes, start, end); ; at = Signs.next(bytes, at + 1, end)) {
            if (at < end && bytes[at] != SEPARATOR) return Fault.CONTROL;
            if (cell > heading.width()) return Fault.LONG;
            trim(cell++, start, at);
            start = at + 1;
            if (at == end) break;
        }
        if (cell < heading.width()) return Fault.SHORT;
        return cell > heading.width() && starts[heading.width()] < ends[heading.width()] ? Fault.LONG : null;
    }

    /** Becomes a copy of another row of the same file, which stays when that one goes on. */
    void keep(Row other) {
        int length = other.lineEnd - other.lineStart;
        if (own.length < length) own = new byte[length + length / 2];
        System.arraycopy(other.bytes, other.lineStart, own, 0, length);
        bytes = own;
        lineStart = 0;
        lineEnd = length;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = other.starts[i] - other.lineStart;
            ends[i] = other.ends[i] - other.lineStart;
        }
    }

    Row another() {
        return new Row(heading, hashes);
    }

    private void trim(int cell, int start, int end) {
        while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) start++;
        while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) end--;
        starts[cell] = start;
        ends[cell] = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(Column column) {
        int position = heading.position(column);
        return position < 0 ? 0 : starts[position];
    }

    int to(Column column) {
        int position = heading.position(column);
        return position < 0 ? 0 : ends[position];
    }

    boolean has(Column column) {
        return to(column) > from(column);
    }

    int length(Column column) {
        return to(column) - from(column);
    }

    /** The text of a cell; empty when the file has no such column. */
    String text(Column column) {
        return new String(bytes, from(column), length(column), StandardCharsets.UTF_8);
    }

    @Nullable
    String textOrNull(Column column) {
        return has(column) ? text(column) : null;
    }

    byte first(Column column) {
        return bytes[from(column)];
    }

    long hash(Column column) {
        return hashes.of(bytes, from(column), to(column));
    }

    /** Of all these cells, in this order. */
    long hash(Column... columns) {
        long hash = 0;
        for (var column : columns) hash = hashes.mix(hash, hash(column));
        return hash;
    }

    /** Whether the line repeats the heading. */
    boolean isHeading() {
        var sign = heading.kind() == Kind.MAILBOX ? Column.TYPE : Column.FAMILY;
        return length(sign) > SHORTEST_HEADING && Column.named(text(sign)) == sign;
    }
}
