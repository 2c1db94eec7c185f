package fr.balise.directory.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * 64-bit hashes of bytes and of numbers. Keyed by a random number of this database, so that nobody outside can choose two
 * addresses that meet; by chance two of a million keys meet once in thirty million directories.
 */
final class Hashes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0xa0761d6478bd642fL;
    private static final long SECOND = 0xe7037ed1a0b428dbL;
    private static final long THIRD = 0x8ebc6af09c88c6e3L;

    private final long seed;

    Hashes(long seed) {
        this.seed = seed;
    }

    long of(byte[] bytes, int from, int to) {
        long hash = seed ^ (to - from) * FIRST;
        int at = from;
        for (; at + 8 <= to; at += 8) hash = fold(hash ^ (long) LONGS.get(bytes, at), SECOND);
        long rest = 0;
        for (int shift = 0; at < to; at++, shift += 8) rest |= (bytes[at] & 0xffL) << shift;
        return fold(hash ^ rest ^ THIRD, FIRST ^ seed);
    }

    long of(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** Of numbers in this order. */
    long mix(long first, long second) {
        return fold(first ^ seed ^ SECOND, fold(second ^ THIRD, FIRST));
    }

    long mix(long first, long second, long third) {
        return mix(mix(first, second), third);
    }

    private static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }
}
