package fr.balise.mailbox.lifecycle;

import fr.balise.mailstore.Activity;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.YearMonth;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many messages arrived in a mailbox, by month where it is used. Pure.
 *
 * @param messages without months before the mailbox was here
 * @param partly months with days of which nobody can tell, the present one left out
 */
public record Arrived(SortedMap<YearMonth, Integer> messages, Set<YearMonth> partly) {
    public Arrived {
        messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
        partly = Set.copyOf(partly);
    }

    static Arrived of(Activity activity) {
        var messages = new TreeMap<YearMonth, Integer>();
        var partly = new HashSet<YearMonth>();
        for (var day : activity.days()) {
            var month = YearMonth.from(day.on());
            messages.merge(month, day.count(Kind.RECEIVED), Integer::sum);
            if (!day.whole() && day.count(Kind.RECEIVED) == 0 && !day.on().equals(activity.today())) partly.add(month);
        }
        return new Arrived(messages, partly);
    }

    public int in(YearMonth month) {
        return messages.getOrDefault(month, 0);
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
