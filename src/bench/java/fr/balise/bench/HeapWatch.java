package fr.balise.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Looks at the heap every few milliseconds and remembers the most that was used at one moment, rubbish not yet collected included. */
final class HeapWatch implements AutoCloseable {
    private static final int MILLISECONDS = 5;
    private static final double MIB = 1024. * 1024;
    private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

    private final Thread watching =
            Thread.ofPlatform().daemon().name("heap-watch").start(this::watch);
    private volatile long most;

    double mostMib() {
        return Math.max(most, HEAP.getHeapMemoryUsage().getUsed()) / MIB;
    }

    private void watch() {
        try {
            while (true) {
                most = Math.max(most, HEAP.getHeapMemoryUsage().getUsed());
                Thread.sleep(MILLISECONDS);
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
