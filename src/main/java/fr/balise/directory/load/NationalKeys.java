package fr.balise.directory.load;

/** Turns national numbers into 64-bit keys: exactly while they are short and numeric, else by hash. */
final class NationalKeys {
    private static final int EXACT = 17;
    private static final long[] TENS = tens();

    private final Hashes hashes;

    NationalKeys(Hashes hashes) {
        this.hashes = hashes;
    }

    long of(byte[] bytes, int from, int to) {
        if (to - from > EXACT) return hashed(bytes, from, to);
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) return hashed(bytes, from, to);
            value = value * 10 + digit;
        }
        return TENS[to - from] + value; // leading zeros count
    }

    private long hashed(byte[] bytes, int from, int to) {
        return hashes.of(bytes, from, to) | Long.MIN_VALUE;
    }

    private static long[] tens() {
        var tens = new long[EXACT + 1];
        tens[0] = 1;
        for (int i = 1; i <= EXACT; i++) tens[i] = tens[i - 1] * 10;
        return tens;
    }
}
