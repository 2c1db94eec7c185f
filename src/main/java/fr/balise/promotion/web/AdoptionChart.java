package fr.balise.promotion.web;

import fr.balise.promotion.telling.Adoption.Act;
import fr.balise.promotion.telling.Adoption.Month;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of the preferred mailbox as a small picture: a column per month, filled from below; above it numbered marks of what was done.
 * The same stands beside it in figures, for who does not see it.
 *
 * @param columns oldest first
 * @param marks in the order of their numbers
 */
public record AdoptionChart(List<Column> columns, List<Mark> marks) {
    /** Width of a month with its margin, in units of the picture. */
    static final int STEP = 24;

    static final int HEIGHT = 100;

    /** Room above for the marks, below for the names of months. */
    static final int TOP = 22;

    private static final int BOTTOM = 16;
    private static final int NUMBER = 13;

    public AdoptionChart {
        columns = List.copyOf(columns);
        marks = List.copyOf(marks);
    }

    /**
     * @param x left side
     * @param filled height of the preferred share
     * @param empty nothing arrived, or nobody knows
     */
    public record Column(Month month, int x, int filled, boolean empty) {
        public int top() {
            return TOP + HEIGHT - filled;
        }

        public LocalDate first() {
            return month.month().atDay(1);
        }
    }

    /**
     * @param x middle of its number: numbers stand side by side, and none outside of the picture
     * @param at its day
     */
    public record Mark(int number, Act act, int x, int at) {}

    static AdoptionChart of(List<Month> months, List<Act> acts, ZoneId zone) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < months.size(); i++) {
            var month = months.get(i);
            boolean empty = !month.known() || month.all() == 0;
            columns.add(new Column(month, i * STEP, empty ? 0 : month.share() * HEIGHT / 100, empty));
        }
        return new AdoptionChart(columns, marks(months, acts, zone));
    }

    private static List<Mark> marks(List<Month> months, List<Act> acts, ZoneId zone) {
        var marks = new ArrayList<Mark>();
        for (var act : acts) {
            var day = LocalDate.ofInstant(act.at(), zone);
            int at = months.stream().map(Month::month).toList().indexOf(YearMonth.from(day));
            if (at < 0) continue; // longer ago than the picture goes
            int x = at * STEP + (day.getDayOfMonth() - 1) * (STEP - 4) / day.lengthOfMonth() + 2;
            marks.add(new Mark(marks.size() + 1, act, x, x));
        }
        return sideBySide(marks, months.size() * STEP);
    }

    private static List<Mark> sideBySide(List<Mark> marks, int width) {
        var placed = new ArrayList<Mark>();
        int next = width - NUMBER / 2;
        for (var mark : marks.reversed()) {
            int x = Math.max(NUMBER / 2, Math.min(mark.at(), next));
            placed.addFirst(new Mark(mark.number(), mark.act(), x, mark.at()));
            next = x - NUMBER;
        }
        return placed;
    }

    /** Whether there is something that mail is compared before and after. */
    public boolean compares() {
        return marks.stream().anyMatch(mark -> mark.act().effect() != null);
    }

    public int width() {
        return columns.size() * STEP;
    }

    public int height() {
        return TOP + HEIGHT + BOTTOM;
    }

    public int base() {
        return TOP + HEIGHT;
    }

    public int top() {
        return TOP;
    }
}
