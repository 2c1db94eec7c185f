package fr.balise.directory.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows for one table in PostgreSQL's binary COPY format, collected into blocks. Binary, because numbers and dates need not be
 * written as text to be read again, and because nothing in a file can then be taken for a separator.
 *
 * <p>A row is {@link #begin()} followed by one call for each column.
 */
final class CopyTable {
    private static final byte[] HEAD = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    /** From here on a block is sent: a few hundred kilobytes travel well. */
    private static final int BLOCK = 512 * 1024;

    private static final int LARGEST_ROW = 2 * Lines.LONGEST + 1024;
    private static final LocalDate DAY_ZERO = LocalDate.of(2000, 1, 1);
    private static final Instant TIME_ZERO = Instant.parse("2000-01-01T00:00:00Z");
    private static final int TEXT_OID = 25;

    private final CopyPipe pipe;
    private final String sql;
    private final short columns;
    private byte[] bytes;
    private int at;
    private long rows;

    CopyTable(CopyPipe pipe, String table, List<String> columns) {
        this.pipe = pipe;
        this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        this.columns = (short) columns.size();
        bytes = pipe.empty(BLOCK + LARGEST_ROW);
        start();
    }

    private void start() {
        System.arraycopy(HEAD, 0, bytes, 0, HEAD.length);
        at = HEAD.length;
    }

    CopyTable begin() {
        if (at >= BLOCK) flush();
        rows++;
        return two(columns);
    }

    long rows() {
        return rows;
    }

    /** Sends what is collected. */
    void flush() {
        if (at == HEAD.length) return;
        two((short) -1);
        pipe.send(sql, bytes, at);
        bytes = pipe.empty(BLOCK + LARGEST_ROW);
        start();
    }

    CopyTable bigint(long value) {
        return four(8).eight(value);
    }

    /** Null for 0 and less. */
    CopyTable reference(long id) {
        return id <= 0 ? nothing() : bigint(id);
    }

    CopyTable smallint(int value) {
        return four(2).two((short) value);
    }

    CopyTable date(LocalDate day) {
        return four(4).four((int) ChronoUnit.DAYS.between(DAY_ZERO, day));
    }

    CopyTable time(Instant time) {
        return four(8).eight(ChronoUnit.MICROS.between(TIME_ZERO, time));
    }

    CopyTable flag(@Nullable Boolean value) {
        if (value == null) return nothing();
        four(1);
        bytes[at++] = (byte) (value ? 1 : 0);
        return this;
    }

    CopyTable nothing() {
        return four(-1);
    }

    /** Null when empty. */
    CopyTable text(byte[] from, int start, int end) {
        if (end <= start) return nothing();
        four(end - start);
        System.arraycopy(from, start, bytes, at, end - start);
        at += end - start;
        return this;
    }

    CopyTable text(@Nullable String text) {
        if (text == null || text.isEmpty()) return nothing();
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    CopyTable text(Row row, Column column) {
        return text(row.bytes(), row.from(column), row.to(column));
    }

    CopyTable texts(List<String> texts) {
        int lengthAt = at;
        four(0);
        four(texts.isEmpty() ? 0 : 1).four(0).four(TEXT_OID);
        if (!texts.isEmpty()) four(texts.size()).four(1);
        for (var text : texts) {
            var utf8 = text.getBytes(StandardCharsets.UTF_8);
            text(utf8, 0, utf8.length);
        }
        int end = at;
        at = lengthAt;
        four(end - lengthAt - 4);
        at = end;
        return this;
    }

    private CopyTable two(short value) {
        bytes[at++] = (byte) (value >> 8);
        bytes[at++] = (byte) value;
        return this;
    }

    private CopyTable four(int value) {
        bytes[at++] = (byte) (value >> 24);
        bytes[at++] = (byte) (value >> 16);
        bytes[at++] = (byte) (value >> 8);
        bytes[at++] = (byte) value;
        return this;
    }

    private CopyTable eight(long value) {
        return four((int) (value >> 32)).four((int) value);
    }
}
