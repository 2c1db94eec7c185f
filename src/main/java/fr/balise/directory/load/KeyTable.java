package fr.balise.directory.load;

import java.util.Arrays;

/**
 * From a 64-bit key to a running number 0, 1, 2, …: open addressing, no objects. A place holds half of the key beside the number, so that
 * looking one up waits for memory once: numbers, and with them whole keys, are mostly asked for in their order.
 */
final class KeyTable {
    private static final double FULL = 0.7;

    /** Upper half: lower half of the key. Lower half: the number and one, 0 where the place is empty. */
    private long[] places;

    private long[] keys;
    private int size;

    KeyTable(int expected) {
        places = new long[Math.max(64, (int) Math.min(Integer.MAX_VALUE - 8, expected / FULL + 1))];
        keys = new long[Math.max(16, expected)];
    }

    /** The number of a key, or -1. */
    int find(long key) {
        return (int) places[place(key)] - 1;
    }

    /** The number of a key, which gets the next one if it is new. */
    int findOrAdd(long key) {
        int place = place(key);
        if (places[place] != 0) return (int) places[place] - 1;
        if (size + 1 > places.length * FULL) {
            grow();
            place = place(key);
        }
        if (size == keys.length) keys = Arrays.copyOf(keys, Math.toIntExact(size * 3L / 2));
        keys[size] = key;
        places[place] = taken(key, size);
        return size++;
    }

    int size() {
        return size;
    }

    private static long taken(long key, int number) {
        return key << Integer.SIZE | number + 1L;
    }

    private int place(long key) {
        int place = (int) Math.unsignedMultiplyHigh(key * 0x9e3779b97f4a7c15L, places.length);
        for (long there = places[place]; there != 0; there = places[place]) {
            if ((int) (there >>> Integer.SIZE) == (int) key && keys[(int) there - 1] == key) return place;
            if (++place == places.length) place = 0;
        }
        return place;
    }

    private void grow() {
        places = new long[Math.toIntExact(places.length * 3L / 2)];
        for (int number = 0; number < size; number++) places[place(keys[number])] = taken(keys[number], number);
    }
}
