package fr.balise.mailbox.web;

import fr.balise.mailbox.PlaceDays;
import fr.balise.mailstore.Activity;
import fr.balise.mailstore.Activity.Day;
import fr.balise.mailstore.Activity.Waiting;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last thirteen weeks as a small picture: a column for each week, Monday above, and the same in figures for who does not see it.
 *
 * @param marks in no particular order
 * @param columns weeks that are drawn
 * @param usedDays how many days somebody was there
 * @param unknownDays days of which nobody can tell
 * @param received messages that arrived in these weeks
 * @param unread null where they were not counted yet
 * @param weeks the same by week, oldest first
 */
public record ActivityChart(
        List<Mark> marks,
        int columns,
        LocalDate from,
        int usedDays,
        int unknownDays,
        int received,
        @Nullable LocalDate lastUse,
        @Nullable LocalDate lastRead,
        @Nullable LocalDate lastSent,
        @Nullable Integer unread,
        @Nullable LocalDate oldestUnread,
        List<Week> weeks) {
    private static final int WEEKS = 13;

    /** Side of a day's square with its margin, in units of the picture. */
    private static final int STEP = 10;

    public ActivityChart {
        marks = List.copyOf(marks);
        weeks = List.copyOf(weeks);
    }

    /** What a day shows. The forms differ, not the colours alone. */
    public enum Form {
        /** Read, sent or looked: the whole square. */
        ACTIVE,
        /** A program logged in and nothing more: half of it. */
        LOGIN,
        /** Mail came and nobody: a small square. */
        RECEIVED,
        NOTHING,
        /** Balise was not there to count: a stroke across. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One column in figures.
     *
     * @param waiting unread at the end of its last day; null where that is not known
     */
    public record Week(
            LocalDate from,
            int usedDays,
            int unknownDays,
            int received,
            @Nullable Waiting waiting) {}

    /** @param x, y of the upper left corner */
    public record Mark(int x, int y, Form form) {}

    static ActivityChart of(Activity activity, PlaceDays place) {
        var today = activity.today();
        var monday =
                today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(WEEKS - 1L);
        var days = activity.days().stream()
                .filter(day -> !day.on().isBefore(monday))
                .toList();
        var unread = activity.unread();
        var oldest = unread == null ? null : unread.oldest();
        return new ActivityChart(
                days.stream().map(day -> mark(day, monday)).toList(),
                WEEKS,
                days.getFirst().on(),
                (int) days.stream().filter(Day::used).count(),
                (int) days.stream().filter(Day::unknown).count(),
                days.stream().mapToInt(day -> day.count(Kind.RECEIVED)).sum(),
                activity.lastUse().orElse(null),
                activity.last(Kind.READ).orElse(null),
                activity.last(Kind.SENT).orElse(null),
                unread == null ? null : unread.messages(),
                oldest == null ? null : place.day(oldest),
                weeks(days));
    }

    private static List<Week> weeks(List<Day> days) {
        var weeks = new TreeMap<LocalDate, List<Day>>();
        for (var day : days)
            weeks.computeIfAbsent(
                            day.on().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), _ -> new ArrayList<>())
                    .add(day);
        return weeks.values().stream().map(ActivityChart::week).toList();
    }

    private static Week week(List<Day> days) {
        return new Week(
                days.getFirst().on(),
                (int) days.stream().filter(Day::used).count(),
                (int) days.stream().filter(Day::unknown).count(),
                days.stream().mapToInt(day -> day.count(Kind.RECEIVED)).sum(),
                days.getLast().waiting());
    }

    private static Mark mark(Day day, LocalDate monday) {
        int at = (int) ChronoUnit.DAYS.between(monday, day.on());
        return new Mark(at / 7 * STEP, at % 7 * STEP, form(day));
    }

    static Form form(Day day) {
        if (day.count(Kind.READ) + day.count(Kind.SENT) + day.count(Kind.PORTAL) > 0) return Form.ACTIVE;
        if (day.used()) return Form.LOGIN;
        if (day.unknown()) return Form.UNKNOWN;
        return day.count(Kind.RECEIVED) > 0 ? Form.RECEIVED : Form.NOTHING;
    }

    public int width() {
        return columns * STEP;
    }

    public int height() {
        return 7 * STEP;
    }
}
