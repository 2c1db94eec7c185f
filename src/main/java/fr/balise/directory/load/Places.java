package fr.balise.directory.load;

/** Which situation a person has at a structure, if it is exactly one; the profession decides between several. */
final class Places {
    /** Several could be meant. */
    static final int SHARED = 0;

    static final int NONE = -1;

    private final KeyTable table;
    private final Hashes hashes;
    private final OffHeap.Ints situations;

    Places(OffHeap memory, Hashes hashes, int expected) {
        this.hashes = hashes;
        table = new KeyTable(memory, expected);
        situations = memory.ints(Math.max(16, expected));
    }

    void add(long person, long structure, long profession, int situation) {
        put(hashes.mix(person, structure), situation);
        put(hashes.mix(person, structure, profession), situation);
    }

    /** Its id, {@link #SHARED} or {@link #NONE}. */
    int find(long person, long structure, long profession) {
        int place = table.find(hashes.mix(person, structure));
        if (place < 0) return NONE;
        if (situations.get(place) != SHARED) return situations.get(place);
        int exact = table.find(hashes.mix(person, structure, profession));
        return exact < 0 ? SHARED : situations.get(exact);
    }

    private void put(long key, int situation) {
        int before = table.size();
        int place = table.findOrAdd(key);
        if (place == situations.length()) situations.grow(Math.toIntExact(place * 3L / 2 + 16));
        situations.set(place, place == before ? situation : SHARED);
    }
}
