package fr.balise.directory.load;

/**
 * From a 64-bit key to a running number 0, 1, 2, …: open addressing, no objects. A place holds half of the key beside the number, so that
 * looking one up waits for memory once: numbers, and with them whole keys, are mostly asked for in their order.
 */
final class KeyTable {
    private static final double FULL = 0.7;

    /** Upper half: lower half of the key. Lower half: the number and one, 0 where the place is empty. */
    private final OffHeap.Longs places;

    private final OffHeap.Longs keys;
    private int size;

    KeyTable(OffHeap memory, int expected) {
        places = memory.longs(Math.max(64, (int) Math.min(Integer.MAX_VALUE - 8, expected / FULL + 1)));
        keys = memory.longs(Math.max(16, expected));
    }

    /** The number of a key, or -1. */
    int find(long key) {
        return (int) places.get(place(key)) - 1;
    }

    /** The number of a key, which gets the next one if it is new. */
    int findOrAdd(long key) {
        int place = place(key);
        if (places.get(place) != 0) return (int) places.get(place) - 1;
        if (size + 1 > places.length() * FULL) {
            grow();
            place = place(key);
        }
        if (size == keys.length()) keys.grow(Math.toIntExact(size * 3L / 2));
        keys.set(size, key);
        places.set(place, taken(key, size));
        return size++;
    }

    int size() {
        return size;
    }

    private static long taken(long key, int number) {
        return key << Integer.SIZE | number + 1L;
    }

    private int place(long key) {
        int place = (int) Math.unsignedMultiplyHigh(key * 0x9e3779b97f4a7c15L, places.length());
        for (long there = places.get(place); there != 0; there = places.get(place)) {
            if ((int) (there >>> Integer.SIZE) == (int) key && keys.get((int) there - 1) == key) return place;
            if (++place == places.length()) place = 0;
        }
        return place;
    }

    private void grow() {
        places.anew(Math.toIntExact(places.length() * 3L / 2));
        for (int number = 0; number < size; number++) {
            long key = keys.get(number);
            places.set(place(key), taken(key, number));
        }
    }
}
