package fr.balise.directory.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for what cuts lines and cells, eight bytes at a time: a national file has a thousand million, and few of them cut. */
final class Signs {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long TOP = 0x8080808080808080L;

    private Signs() {}

    /** Where the first separator or control character stands, a tabulator apart; {@code to} if there is none. */
    static int next(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long eight = (long) LONGS.get(bytes, at);
            long maybe = (below(eight, ' ') | same(eight, '|') | same(eight, 0x7f)) & TOP;
            while (maybe != 0) {
                int found = at + Long.numberOfTrailingZeros(maybe) / Byte.SIZE;
                if (cuts(bytes[found])) return found;
                maybe &= maybe - 1;
            }
            at += Long.BYTES;
        }
        while (at < to && !cuts(bytes[at])) at++;
        return at;
    }

    /** Where the first of these stands; {@code to} if there is none. */
    static int first(byte sign, byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && (same((long) LONGS.get(bytes, at), sign) & TOP) == 0) at += Long.BYTES;
        while (at < to && bytes[at] != sign) at++;
        return at;
    }

    private static boolean cuts(byte b) {
        return b >= 0 && b < ' ' && b != '\t' || b == '|' || b == 0x7f;
    }

    /** The top bit of each byte that is below, and perhaps of some behind the first of them. */
    private static long below(long eight, int sign) {
        return eight - EACH * sign & ~eight;
    }

    private static long same(long eight, int sign) {
        return below(eight ^ EACH * sign, 1);
    }
}
