package fr.balise.directory.load;

import java.util.Arrays;

/** Other numbers of structures. A number that two structures share names neither. */
final class Aliases {
    private static final int SHARED = -2;

    private final KeyTable table;
    private int[] structures;

    Aliases(OffHeap memory, int expected) {
        table = new KeyTable(memory, expected);
        structures = new int[Math.max(16, expected)];
    }

    /** The one structure with this number, or a negative number. */
    int find(long key) {
        int place = table.find(key);
        return place < 0 ? -1 : Math.max(structures[place], SHARED);
    }

    void add(long key, int structure) {
        int before = table.size();
        int place = table.findOrAdd(key);
        if (place == structures.length) structures = Arrays.copyOf(structures, place * 3 / 2 + 16);
        if (place == before) structures[place] = structure;
        else if (structures[place] != structure) structures[place] = SHARED;
    }
}
