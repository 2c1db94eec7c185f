package fr.balise.directory.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The rows of one table as far as a load must know them: id and hash by key, which kinds of file had them, and which have them
 * now. Numbers run over held rows first, then over new ones.
 */
final class Known {
    static final byte GONE = 64;

    /** Which kind of file the held cells are from. */
    static final int TELLERS = 15;

    /** Balise itself states something about it, so that files do not overwrite it. */
    static final byte LOCAL = 32;

    private static final VarHandle BITS = MethodHandles.arrayElementVarHandle(byte[].class);

    private final KeyTable table;
    private final OffHeap.Ints ids;
    private final OffHeap.Longs hashes;
    private byte[] marks;
    private byte[] seen;
    private byte[] had;
    private int held;

    Known(OffHeap memory, int expected) {
        table = new KeyTable(memory, expected);
        int length = Math.max(16, expected);
        ids = memory.ints(length);
        hashes = memory.longs(length);
        marks = new byte[length];
        seen = new byte[length];
        had = new byte[length];
    }

    int find(long key) {
        return table.find(key);
    }

    /** A row of the database. */
    int hold(long key, long id, long hash, int mark) {
        int number = add(key, id);
        hashes.set(number, hash);
        marks[number] = (byte) mark;
        held = table.size();
        return number;
    }

    int add(long key, long id) {
        int number = table.findOrAdd(key);
        if (number == ids.length()) {
            int length = Math.toIntExact(number * 3L / 2 + 16);
            ids.grow(length);
            hashes.grow(length);
            marks = Arrays.copyOf(marks, length);
            seen = Arrays.copyOf(seen, length);
            had = Arrays.copyOf(had, length);
        }
        ids.set(number, Math.toIntExact(id));
        return number;
    }

    int size() {
        return table.size();
    }

    /** Numbers below are of held rows. */
    int held() {
        return held;
    }

    boolean isHeld(int number) {
        return number < held;
    }

    int id(int number) {
        return ids.get(number);
    }

    long hash(int number) {
        return hashes.get(number);
    }

    void hash(int number, long hash) {
        hashes.set(number, hash);
    }

    int marks(int number) {
        return marks[number];
    }

    void mark(int number, int mark) {
        marks[number] |= (byte) mark;
    }

    boolean gone(int number) {
        return (marks[number] & GONE) != 0;
    }

    int seen(int number) {
        return seen[number];
    }

    void see(int number, int kind) {
        seen[number] |= (byte) kind;
    }

    /** Which kinds of file had it until now, among those of this load. */
    int had(int number) {
        return had[number];
    }

    /** May be called from several threads, as long as no row is added. */
    void hadIn(int number, int kind) {
        BITS.getAndBitwiseOr(had, number, (byte) kind);
    }
}
