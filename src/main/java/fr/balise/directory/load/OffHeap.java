package fr.balise.directory.load;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;

/**
 * Rows of numbers outside the heap, for what a load must know of millions of rows: kept for a minute and then given back at once. In the
 * heap they filled the old generation, and whoever searched meanwhile waited for one full collection after the other. Counts towards
 * {@code -XX:MaxDirectMemorySize}, which is as large as the heap.
 */
final class OffHeap implements AutoCloseable {
    private final Set<Arena> open = new HashSet<>();

    /** Of zeros. */
    Longs longs(int length) {
        return new Longs(length);
    }

    /** Of zeros. */
    Ints ints(int length) {
        return new Ints(length);
    }

    /** By several threads at the same time, each with rows of its own. */
    private synchronized Arena arena() {
        var arena = Arena.ofShared();
        open.add(arena);
        return arena;
    }

    private synchronized void end(Arena arena) {
        open.remove(arena);
        arena.close();
    }

    @Override
    public synchronized void close() {
        open.forEach(Arena::close);
        open.clear();
    }

    private abstract sealed class Numbers {
        private final ValueLayout layout;
        private Arena arena = arena();
        MemorySegment all;
        private int length;

        Numbers(ValueLayout layout, int length) {
            this.layout = layout;
            this.length = length;
            all = arena.allocate(layout, length);
        }

        int length() {
            return length;
        }

        /** What is there stays, zeros come behind. */
        void grow(int longer) {
            var before = arena;
            arena = arena();
            var larger = arena.allocate(layout, longer);
            larger.copyFrom(all);
            all = larger;
            length = longer;
            end(before);
        }

        /** Zeros only, at another length. */
        void anew(int longer) {
            end(arena);
            arena = arena();
            all = arena.allocate(layout, longer);
            length = longer;
        }
    }

    final class Longs extends Numbers {
        private Longs(int length) {
            super(ValueLayout.JAVA_LONG, length);
        }

        long get(int at) {
            return all.getAtIndex(ValueLayout.JAVA_LONG, at);
        }

        void set(int at, long value) {
            all.setAtIndex(ValueLayout.JAVA_LONG, at, value);
        }
    }

    final class Ints extends Numbers {
        private Ints(int length) {
            super(ValueLayout.JAVA_INT, length);
        }

        int get(int at) {
            return all.getAtIndex(ValueLayout.JAVA_INT, at);
        }

        void set(int at, int value) {
            all.setAtIndex(ValueLayout.JAVA_INT, at, value);
        }
    }
}
