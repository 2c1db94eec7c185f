package fr.balise.mailstore;

import fr.balise.mailstore.MailActivity.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The activity of one mailbox, by day.
 *
 * @param opened first day of the mailbox here
 * @param days the last {@link #KEPT} at most, oldest first, without a hole, ending today
 * @param lastLogin day of the last login by IMAP that Dovecot itself kept, also when Balise did not run; null for none yet
 * @param unread as last counted; null before
 */
public record Activity(
        AccountId account,
        LocalDate opened,
        List<Day> days,
        @Nullable LocalDate lastLogin,
        @Nullable Unread unread) {

    /** Days that are kept. */
    public static final int KEPT = 400;

    public Activity {
        days = List.copyOf(days);
    }

    /**
     * @param whole false where Balise was not there to count, for some of the day: what is missing then is unknown, not absent
     * @param waiting unread messages at the end of the day; null where that is not known
     */
    public record Day(
            LocalDate on,
            boolean whole,
            Map<Kind, Integer> counts,
            @Nullable Waiting waiting) {
        public Day {
            counts = Map.copyOf(counts);
        }

        public int count(Kind kind) {
            return counts.getOrDefault(kind, 0);
        }

        /** Whether a person was there. */
        public boolean used() {
            return counts.entrySet().stream().anyMatch(entry -> entry.getKey().isUse() && entry.getValue() > 0);
        }

        /** Nobody can tell whether it was used. */
        public boolean unknown() {
            return !whole && !used();
        }
    }

    /** @param oldest day on which the oldest one arrived; null when there is none */
    public record Waiting(int messages, @Nullable LocalDate oldest) {}

    /** @param oldest arrival of the oldest one; null when there is none */
    public record Unread(int messages, @Nullable Instant oldest, Instant countedAt) {}

    public LocalDate today() {
        return days.getLast().on();
    }

    /** Last day of use by any protocol; empty when none is known. */
    public Optional<LocalDate> lastUse() {
        var counted = days.stream().filter(Day::used).map(Day::on).max(Comparator.naturalOrder());
        if (lastLogin == null) return counted;
        return counted.filter(lastLogin::isBefore).or(() -> Optional.of(lastLogin));
    }

    public Optional<LocalDate> last(Kind kind) {
        return days.stream().filter(day -> day.count(kind) > 0).map(Day::on).max(Comparator.naturalOrder());
    }

    /** Newest day after the last use of which nobody can tell; empty when the records have no gap since. */
    public Optional<LocalDate> lastGap() {
        var used = lastUse();
        return days.stream()
                .filter(Day::unknown)
                .map(Day::on)
                .filter(day -> used.isEmpty() || day.isAfter(used.get()))
                .max(Comparator.naturalOrder());
    }
}
