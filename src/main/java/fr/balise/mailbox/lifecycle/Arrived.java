package fr.balise.mailbox.lifecycle;

import fr.balise.mailstore.Activity;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many messages arrived in a mailbox, by day. Pure.
 *
 * @param days without those before the mailbox was here
 * @param gaps days of which nobody can tell, the present one left out
 */
public record Arrived(SortedMap<LocalDate, Integer> days, Set<LocalDate> gaps) {
    public Arrived {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        gaps = Set.copyOf(gaps);
    }

    static Arrived of(Activity activity) {
        var days = new TreeMap<LocalDate, Integer>();
        var gaps = new HashSet<LocalDate>();
        for (var day : activity.days()) {
            days.put(day.on(), day.count(Kind.RECEIVED));
            if (!day.whole() && day.count(Kind.RECEIVED) == 0 && !day.on().equals(activity.today())) gaps.add(day.on());
        }
        return new Arrived(days, gaps);
    }

    /** By month, without those before the mailbox was here. */
    public SortedMap<YearMonth, Integer> messages() {
        var messages = new TreeMap<YearMonth, Integer>();
        days.forEach((day, count) -> messages.merge(YearMonth.from(day), count, Integer::sum));
        return messages;
    }

    /** Months with gaps. */
    public Set<YearMonth> partly() {
        return gaps.stream().map(YearMonth::from).collect(Collectors.toSet());
    }

    public int in(YearMonth month) {
        return in(month.atDay(1), month.atEndOfMonth());
    }

    /** @param last included */
    public int in(LocalDate first, LocalDate last) {
        return days.subMap(first, last.plusDays(1)).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** @param last included */
    public boolean hasGap(LocalDate first, LocalDate last) {
        return gaps.stream().anyMatch(day -> !day.isBefore(first) && !day.isAfter(last));
    }

    /** Whether the mailbox was here on that day. */
    public boolean isKnownSince(LocalDate day) {
        return !days.isEmpty() && !days.firstKey().isAfter(day);
    }

    /**
     * Summed over the mailboxes of several owners. Months in which too few owners received something are left out: what few people
     * receive is theirs to know. A mailbox in which nothing arrives hides nobody.
     */
    public static final class Together {
        private final Map<YearMonth, Integer> sums = new HashMap<>();
        private final Map<YearMonth, Set<Owner>> owners = new HashMap<>();

        void add(Owner owner, Arrived one) {
            one.messages().forEach((month, count) -> {
                sums.merge(month, count, Integer::sum);
                if (count > 0)
                    owners.computeIfAbsent(month, _ -> new HashSet<>()).add(owner);
            });
        }

        /** Whether there is any mailbox at all. */
        public boolean isEmpty() {
            return sums.isEmpty();
        }

        /** @param smallest owners below which a month in which something arrived is left out */
        public SortedMap<YearMonth, Integer> months(int smallest) {
            var months = new TreeMap<>(sums);
            months.entrySet()
                    .removeIf(month -> month.getValue() > 0
                            && owners.getOrDefault(month.getKey(), Set.of()).size() < smallest);
            return months;
        }
    }
}
