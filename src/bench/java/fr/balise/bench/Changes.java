package fr.balise.bench;

import java.util.SplittableRandom;

/**
 * Which of the numbered things of the synthetic directory are there on a day, and how often they have changed. Nothing is kept:
 * the answer is drawn from the seed, the number and the day, so that two days differ by {@code share} and one can be written
 * without the other.
 *
 * @param day 0 for the first
 * @param share of the things that are added, removed or changed from one day to the next
 */
record Changes(long seed, int day, double share) {
    private static final double REMOVED = .3;
    private static final double ADDED = .3;
    private static final double CHANGED = .4;

    Changes next(double nextShare) {
        return new Changes(seed, day + 1, nextShare);
    }

    /** How many numbers are given out by this day. */
    int upTo(int first) {
        return (int) (first * (1 + ADDED * share * day));
    }

    boolean removed(int kind, int number) {
        for (int d = 1; d <= day; d++) if (draw(kind, number, d) < REMOVED * share) return true;
        return false;
    }

    int timesChanged(int kind, int number) {
        int times = 0;
        for (int d = 1; d <= day; d++) {
            double drawn = draw(kind, number, d);
            if (drawn >= REMOVED * share && drawn < (REMOVED + CHANGED) * share) times++;
        }
        return times;
    }

    private double draw(int kind, int number, int onDay) {
        return of(seed, kind + 100 * onDay, number).nextDouble();
    }

    /** The random numbers of one thing: the same whenever it is asked for. */
    static SplittableRandom of(long seed, int kind, int number) {
        long mixed = (seed ^ kind * 0x9E3779B97F4A7C15L) + number * 0xD1B54A32D192ED03L;
        mixed = (mixed ^ mixed >>> 32) * 0xDABA0B6EB09322E3L;
        return new SplittableRandom(mixed ^ mixed >>> 29);
    }
}
