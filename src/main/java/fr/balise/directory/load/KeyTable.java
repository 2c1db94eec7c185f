package fr.balise.directory.load;

import java.util.Arrays;

/** From a 64-bit key to a running number 0, 1, 2, …: open addressing, twelve bytes per place, no objects. */
final class KeyTable {
    private static final double FULL = 0.7;

    private long[] keys;
    private int[] numbers;
    private int size;

    KeyTable(int expected) {
        int places = Math.max(64, (int) Math.min(Integer.MAX_VALUE - 8, expected / FULL + 1));
        keys = new long[places];
        numbers = new int[places];
        Arrays.fill(numbers, -1);
    }

    /** The number of a key, or -1. */
    int find(long key) {
        return numbers[place(key)];
    }

    /** The number of a key, which gets the next one if it is new. */
    int findOrAdd(long key) {
        int place = place(key);
        if (numbers[place] >= 0) return numbers[place];
        if (size + 1 > keys.length * FULL) {
            grow();
            place = place(key);
        }
        keys[place] = key;
        numbers[place] = size;
        return size++;
    }

    int size() {
        return size;
    }

    private int place(long key) {
        int place = (int) Math.unsignedMultiplyHigh(key * 0x9e3779b97f4a7c15L, keys.length);
        while (numbers[place] >= 0 && keys[place] != key) if (++place == keys.length) place = 0;
        return place;
    }

    private void grow() {
        var oldKeys = keys;
        var oldNumbers = numbers;
        keys = new long[Math.toIntExact(oldKeys.length * 3L / 2)];
        numbers = new int[keys.length];
        Arrays.fill(numbers, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] < 0) continue;
            int place = place(oldKeys[i]);
            keys[place] = oldKeys[i];
            numbers[place] = oldNumbers[i];
        }
    }
}
