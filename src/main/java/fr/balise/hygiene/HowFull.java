package fr.balise.hygiene;

import java.util.Comparator;

/** What is known of how full a mailbox is, wherever it is held. Pure. */
public sealed interface HowFull {

    /** How much of how much. */
    record Known(Room room) implements HowFull {}

    /** How much, and nobody says of how much. */
    record Holds(long octets) implements HowFull {}

    /** It could be looked at, and was not yet. */
    record Unseen() implements HowFull {}

    /** Nothing opens it. */
    record Closed() implements HowFull {}

    /** What presses most comes first; what nobody can know comes last. */
    Comparator<HowFull> WORST_FIRST = Comparator.comparingInt(HowFull::rank)
            .thenComparing(HowFull::level)
            .thenComparingLong(HowFull::much)
            .reversed();

    private static int rank(HowFull one) {
        return switch (one) {
            case Known _ -> 3;
            case Holds _ -> 2;
            case Unseen _ -> 1;
            case Closed _ -> 0;
        };
    }

    private static Room.Level level(HowFull one) {
        return one instanceof Known(var room) ? room.level() : Room.Level.GOOD;
    }

    /** Percents where these are known, octets otherwise: only mailboxes of which the same is known are compared by it. */
    private static long much(HowFull one) {
        return switch (one) {
            case Known(var room) -> room.percent();
            case Holds(var octets) -> octets;
            case Unseen _, Closed _ -> 0;
        };
    }
}
