package fr.balise.hygiene;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * When a mailbox will be full, from its sizes by day. Pure. The growth of a day is the median of the slopes between all pairs of days
 * (Theil and Sen), so that one clean-up or one large message does not bend it; the quarters above and below say how sure that is.
 */
public sealed interface Forecast {

    /** Days that are looked at. */
    int DAYS = 90;

    /** Fewer say nothing. */
    int LEAST = 7;

    /** A day further away than this is not told. */
    int FARTHEST = 730;

    /** Too little is known yet. @param days that are known */
    record Unknown(int days) implements Forecast {}

    /** It does not grow, or so slowly that no day can be told. */
    record NotSoon() implements Forecast {}

    /** It is. */
    record Full() implements Forecast {}

    /** @param latest null where it may as well never be full */
    record On(
            LocalDate likely, LocalDate earliest, @Nullable LocalDate latest) implements Forecast {}

    /** @param sizes octets by day; days may be missing */
    static Forecast of(SortedMap<LocalDate, Long> sizes, long quota, LocalDate today) {
        var known = sizes.tailMap(today.minusDays(DAYS));
        if (known.isEmpty()) return new Unknown(0);
        long left = quota - Objects.requireNonNull(known.get(known.lastKey()));
        if (left <= 0) return new Full();
        if (known.size() < LEAST) return new Unknown(known.size());
        var slopes = slopes(known);
        var likely = day(known.lastKey(), left, quarter(slopes, 2));
        if (likely == null || likely.isAfter(today.plusDays(FARTHEST))) return new NotSoon();
        var earliest = day(known.lastKey(), left, quarter(slopes, 3));
        return new On(
                later(likely, today),
                later(earliest == null ? likely : earliest, today),
                day(known.lastKey(), left, quarter(slopes, 1)));
    }

    private static LocalDate later(LocalDate day, LocalDate today) {
        return day.isBefore(today) ? today : day;
    }

    private static List<Double> slopes(SortedMap<LocalDate, Long> sizes) {
        var days = List.copyOf(sizes.entrySet());
        var slopes = new ArrayList<Double>();
        for (int from = 0; from < days.size(); from++)
            for (int to = from + 1; to < days.size(); to++) {
                long between = ChronoUnit.DAYS.between(
                        days.get(from).getKey(), days.get(to).getKey());
                slopes.add((days.get(to).getValue() - days.get(from).getValue()) / (double) between);
            }
        slopes.sort(Comparator.naturalOrder());
        return slopes;
    }

    private static double quarter(List<Double> sorted, int quarters) {
        return sorted.get((sorted.size() - 1) * quarters / 4);
    }

    /** Null if it does not grow. */
    private static @Nullable LocalDate day(LocalDate from, long left, double growth) {
        if (growth < 1) return null;
        double days = Math.ceil(left / growth);
        return days > 36_500 ? null : from.plusDays((long) days);
    }
}
