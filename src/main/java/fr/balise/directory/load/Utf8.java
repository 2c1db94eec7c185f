package fr.balise.directory.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are well-formed UTF-8: no overlong forms, no halves of surrogate pairs, nothing beyond U+10FFFF. */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    static boolean holds(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            // Eight letters without accents at a time: most of a file is made of them.
            if (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
                at += Long.BYTES;
                continue;
            }
            int first = bytes[at];
            if (first >= 0) {
                at++;
                continue;
            }
            int length = length(first & 0xff);
            if (length == 0 || at + length > to || !second(first & 0xff, bytes[at + 1] & 0xff)) return false;
            for (int i = 2; i < length; i++) if ((bytes[at + i] & 0xc0) != 0x80) return false;
            at += length;
        }
        return true;
    }

    private static int length(int first) {
        if (first < 0xc2) return 0;
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    }

    private static boolean second(int first, int second) {
        return switch (first) {
            case 0xe0 -> second >= 0xa0 && second <= 0xbf;
            case 0xed -> second >= 0x80 && second <= 0x9f;
            case 0xf0 -> second >= 0x90 && second <= 0xbf;
            case 0xf4 -> second >= 0x80 && second <= 0x8f;
            default -> second >= 0x80 && second <= 0xbf;
        };
    }
}
