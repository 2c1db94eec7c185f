package fr.balise.mailstore;

import fr.balise.mailstore.Activity.Day;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

        /** End of the newest time in which nobody counted; empty when there was none. A mailbox that is younger than it does not mind. */
        Optional<Instant> lastGap(Instant now) {
            if (times.isEmpty()) return Optional.of(now);
            var gaps = Stream.<Instant>builder().add(times.getFirst().since());
            var reached = times.getFirst().until();
            for (var time : times) {
                if (time.since().isAfter(reached.plus(TOLERANCE))) gaps.add(time.since());
                if (time.until().isAfter(reached)) reached = time.until();
            }
            if (now.isAfter(reached.plus(TOLERANCE))) gaps.add(now);
            return Stream.concat(gaps.build(), missed.stream()).max(Comparator.naturalOrder());
        }
    }

    /**
     * What is recorded of one mailbox.
     *
     * @param untold days on which something changed that no event told of
     * @param waiting unread messages as last counted on a day; a day without a count is as the one before
     */
    record Kept(
            Map<LocalDate, Map<Kind, Integer>> counts,
            Set<LocalDate> untold,
            NavigableMap<LocalDate, Waiting> waiting) {}

    /** @param opened moment from which the mailbox is here: before, nothing could happen */
    static List<Day> of(Kept kept, Records records, Instant opened, ZoneId zone, Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        var oldest = today.minusDays(Activity.KEPT - 1L);
        var begins = LocalDate.ofInstant(opened, zone);
        var first = kept.counts().keySet().stream()
                .filter(day -> !day.isBefore(oldest))
                .reduce(begins, (a, b) -> b.isBefore(a) ? b : a); // remembered from before it came here
        return (first.isBefore(oldest) ? oldest : first.isAfter(today) ? today : first)
                .datesUntil(today.plusDays(1))
                .map(day -> day(day, kept, !kept.untold().contains(day) && whole(day, records, opened, zone, now)))
                .toList();
    }

    private static Day day(LocalDate on, Kept kept, boolean whole) {
        return new Day(on, whole, kept.counts().getOrDefault(on, Map.of()), waiting(on, kept, whole));
    }

    /** On a day of which something is missing only a count of that very day is believed. */
    private static @Nullable Waiting waiting(LocalDate on, Kept kept, boolean whole) {
        var counted = kept.waiting().floorEntry(on);
        return counted != null && (whole || counted.getKey().equals(on)) ? counted.getValue() : null;
    }

    private static boolean whole(LocalDate day, Records records, Instant opened, ZoneId zone, Instant now) {
        var from = day.atStartOfDay(zone).toInstant();
        var until = day.plusDays(1).atStartOfDay(zone).toInstant();
        return records.whole(from.isBefore(opened) ? opened : from, until.isAfter(now) ? now : until);
    }
}
