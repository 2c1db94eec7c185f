package fr.balise.hygiene;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** When somebody is warned that a mailbox fills up [L-M1]. Pure. */
final class WarningRules {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofHours(23); // rounds are not punctual
    private static final int CLOSE_DAYS = 7;

    private WarningRules() {}

    /**
     * At most once a week for each level; daily when it is full, or about to be.
     *
     * @param levels percents, rising
     * @param warned when, by level, since the mailbox was last below it
     * @return the level to warn of now
     */
    static OptionalInt due(
            Room room,
            Forecast forecast,
            List<Integer> levels,
            Map<Integer, Instant> warned,
            Instant now,
            LocalDate today) {
        var reached = levels.stream()
                .filter(level -> room.percent() >= level)
                .mapToInt(Integer::intValue)
                .max();
        if (reached.isEmpty()) return reached;
        var last = warned.get(reached.getAsInt());
        var pause = presses(room, forecast, today) ? DAY : WEEK;
        return last == null || !now.isBefore(last.plus(pause)) ? reached : OptionalInt.empty();
    }

    /** Full, or about to be: told every day, and to those who act for the holder as well. */
    static boolean presses(Room room, Forecast forecast, LocalDate today) {
        return room.level() == Room.Level.FULL
                || forecast instanceof Forecast.On on && on.likely().isBefore(today.plusDays(CLOSE_DAYS));
    }
}
