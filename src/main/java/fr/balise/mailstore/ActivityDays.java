package fr.balise.mailstore;

import fr.balise.mailstore.Activity.Day;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Puts counted days and the times of recording together. Pure. */
final class ActivityDays {
    /** A restart takes less. What lasts longer is a gap: something may have happened that nobody counted. */
    static final Duration TOLERANCE = Duration.ofMinutes(15);

    private ActivityDays() {}

    /** A time in which Balise counted. */
    record Recorded(Instant since, Instant until) {}

    /**
     * When Balise counted.
     *
     * @param times in their order
     * @param missed moments in which something happened that could not be counted
     */
    record Records(List<Recorded> times, List<Instant> missed) {
        Records {
            times = List.copyOf(times);
            missed = List.copyOf(missed);
        }

        private boolean whole(Instant from, Instant until) {
            if (missed.stream().anyMatch(at -> !at.isBefore(from) && !at.isAfter(until))) return false;
            var reached = from;
            for (var time : times) {
                if (!time.until().isAfter(reached)) continue;
                if (time.since().isAfter(reached.plus(TOLERANCE))) break;
                reached = time.until();
            }
            return !reached.plus(TOLERANCE).isBefore(until);
        }
    }

    /** @param opened moment from which the mailbox is here: before, nothing could happen */
    static List<Day> of(
            Map<LocalDate, Map<Kind, Integer>> counts, Records records, Instant opened, ZoneId zone, Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        var oldest = today.minusDays(Activity.KEPT - 1L);
        var begins = LocalDate.ofInstant(opened, zone);
        var first = counts.keySet().stream()
                .filter(day -> !day.isBefore(oldest))
                .reduce(begins, (a, b) -> b.isBefore(a) ? b : a); // remembered from before it came here
        return (first.isBefore(oldest) ? oldest : first.isAfter(today) ? today : first)
                .datesUntil(today.plusDays(1))
                .map(day -> new Day(day, whole(day, records, opened, zone, now), counts.getOrDefault(day, Map.of())))
                .toList();
    }

    private static boolean whole(LocalDate day, Records records, Instant opened, ZoneId zone, Instant now) {
        var from = day.atStartOfDay(zone).toInstant();
        var until = day.plusDays(1).atStartOfDay(zone).toInstant();
        return records.whole(from.isBefore(opened) ? opened : from, until.isAfter(now) ? now : until);
    }
}
