package fr.balise.promotion.telling;

import fr.balise.kernel.Named;
import fr.balise.mailbox.lifecycle.Arrived;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What arrived in the four weeks before something was done and in the four weeks after, side by side: what comes after it need not come
 * from it. The day itself is in neither. Pure.
 *
 * @param until last day of the four weeks after
 */
public record Effect(Verdict verdict, Weeks before, Weeks after, LocalDate until) {
    static final int DAYS = 28;

    /** Messages below which a share says nothing: one more or less would change it by over a tenth. */
    static final int FEWEST = 10;

    public enum Verdict {
        COMPARED,
        /** The four weeks after are not over. */
        EARLY,
        FEW,
        /** Nothing arrived before, and enough after. */
        NONE_BEFORE,
        /** Of the four weeks before nobody knows what arrived at one of the mailboxes. */
        UNKNOWN;

        public String word() {
            return Named.word(this);
        }
    }

    /** @param partly some of the days were not recorded */
    public record Weeks(int preferred, int others, boolean partly) {
        public int all() {
            return preferred + others;
        }

        /** In percent; 0 where nothing arrived. */
        public int share() {
            return Adoption.percent(preferred, all());
        }
    }

    /**
     * @param on day on which it was done
     * @param today is not over
     */
    static Effect of(LocalDate on, LocalDate today, List<Arrived> preferred, List<Arrived> others) {
        var first = on.minusDays(DAYS);
        var until = on.plusDays(DAYS);
        var before = weeks(first, on.minusDays(1), preferred, others);
        var after = weeks(on.plusDays(1), until, preferred, others);
        boolean known = Stream.concat(preferred.stream(), others.stream()).allMatch(one -> one.isKnownSince(first));
        return new Effect(verdict(known, !today.isAfter(until), before, after), before, after, until);
    }

    private static Verdict verdict(boolean known, boolean early, Weeks before, Weeks after) {
        if (!known) return Verdict.UNKNOWN; // waiting would not help
        if (early) return Verdict.EARLY;
        if (after.all() < FEWEST) return Verdict.FEW;
        if (before.all() == 0) return Verdict.NONE_BEFORE;
        return before.all() < FEWEST ? Verdict.FEW : Verdict.COMPARED;
    }

    private static Weeks weeks(LocalDate first, LocalDate last, List<Arrived> preferred, List<Arrived> others) {
        return new Weeks(
                preferred.stream().mapToInt(one -> one.in(first, last)).sum(),
                others.stream().mapToInt(one -> one.in(first, last)).sum(),
                Stream.concat(preferred.stream(), others.stream()).anyMatch(one -> one.hasGap(first, last)));
    }
}
