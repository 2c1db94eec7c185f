package fr.balise.hygiene;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How full a mailbox is. Pure.
 *
 * @param used octets that count against the quota
 * @param fullSince null while it is not full
 * @param target percent of the quota to come back under
 */
public record Room(long used, long quota, @Nullable Instant fullSince, int target) {

    /** Of the quota, 0 to 100 and more. */
    public int percent() {
        return (int) Math.min(999, used * 100 / Math.max(1, quota));
    }

    /** As a bar shows it, 0 to 100. */
    public int shown() {
        return Math.min(100, percent());
    }

    /** Octets to free to come back under the target; 0 if it is there. */
    public long toFree() {
        return Math.max(0, used - allowed());
    }

    private long allowed() {
        return quota / 100 * target + quota % 100 * target / 100;
    }

    public Level level() {
        if (fullSince != null || percent() >= 100) return Level.FULL;
        if (percent() >= 95) return Level.URGENT;
        if (percent() >= 80) return Level.SOON;
        return percent() >= target ? Level.LATER : Level.GOOD;
    }

    /** Whether pages that are about something else say so too. */
    public boolean presses() {
        return level().compareTo(Level.SOON) >= 0;
    }

    /** How much it presses, the least first. */
    public enum Level {
        GOOD,
        LATER,
        SOON,
        URGENT,
        FULL;

        /** Of badges and notices. */
        public String tone() {
            return switch (this) {
                case GOOD -> "ok";
                case LATER -> "info";
                case SOON -> "warn";
                case URGENT, FULL -> "alert";
            };
        }
    }
}
