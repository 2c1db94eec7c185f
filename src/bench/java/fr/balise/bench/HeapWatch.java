package fr.balise.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Looks at the heap every few milliseconds and remembers the most that was used at one moment, rubbish not yet collected included. */
final class HeapWatch implements AutoCloseable {
    private static final int MILLISECONDS = 5;

    /** Between two collections: what is watched has to get on. */
    private static final int LONG_MILLISECONDS = 500;

    private static final double MIB = 1024. * 1024;
    private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

    private final Thread watching;
    private final boolean collects;
    private volatile long most;

    HeapWatch() {
        this(false);
    }

    private HeapWatch(boolean collects) {
        this.collects = collects;
        watching = Thread.ofPlatform().daemon().name("heap-watch").start(this::watch);
    }

    /** Counts what is in use alone: collects before each look, which takes time. Not beside what is timed. */
    static HeapWatch ofWhatLives() {
        return new HeapWatch(true);
    }

    double mostMib() {
        return Math.max(most, used()) / MIB;
    }

    private long used() {
        if (collects) System.gc();
        return HEAP.getHeapMemoryUsage().getUsed();
    }

    private void watch() {
        try {
            while (true) {
                most = Math.max(most, used());
                Thread.sleep(collects ? LONG_MILLISECONDS : MILLISECONDS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watching.interrupt();
    }
}
