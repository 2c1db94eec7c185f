package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Evidence;
import fr.balise.mailbox.Evidence.Confidence;
import fr.balise.promotion.Candidate.Attached;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which mailbox to propose for one place, and what to check [L-P1] [L-P2]. Pure. A mailbox that is shown to be read goes before one that
 * hangs nearer; nothing is proposed that lies outside the space of trust or is being closed.
 */
public final class Advice {
    /** From here on it is nearly full: the warnings of its holder begin at 80 %, mail is refused at 100 %. */
    private static final int NEARLY_FULL = 90;

    /** Room is told as a reason below this share only. */
    private static final int ROOMY = 70;

    private Advice() {}

    /**
     * @param proposed null where nothing can be proposed
     * @param lines best first
     */
    public record Advised(@Nullable Line proposed, List<Line> lines) {}

    public record Line(Candidate candidate, List<Reason> reasons, Set<Doubt> doubts) {
        public boolean possible() {
            return doubts.stream().noneMatch(Doubt::grave);
        }
    }

    /**
     * @param decided what the holder decided before; it is proposed as long as it is possible
     * @param prepared what a delegate prepared since
     */
    static Advised of(List<Candidate> candidates, @Nullable MailAddress decided, @Nullable MailAddress prepared) {
        var order = Comparator.comparing((Candidate c) -> doubts(c).stream().anyMatch(Doubt::grave))
                .thenComparing(c -> !is(c, prepared))
                .thenComparing(c -> !is(c, decided))
                .thenComparing(c -> !c.published())
                .thenComparingInt(c -> unread(c.evidence()))
                .thenComparing(Advice::nearlyFull)
                .thenComparing(Candidate::attached)
                .thenComparing(c -> !c.first())
                .thenComparing(c -> !c.here())
                .thenComparing(c -> c.address().key());
        long possible = candidates.stream()
                .filter(c -> doubts(c).stream().noneMatch(Doubt::grave))
                .count();
        var lines = candidates.stream()
                .sorted(order)
                .map(c -> new Line(c, reasons(c, decided, prepared, possible), doubts(c)))
                .toList();
        var first = lines.isEmpty() || !lines.getFirst().possible() ? null : lines.getFirst();
        return new Advised(first, lines);
    }

    private static List<Reason> reasons(
            Candidate c, @Nullable MailAddress decided, @Nullable MailAddress prepared, long possible) {
        var reasons = new ArrayList<Reason>();
        if (is(c, decided)) reasons.add(Reason.DECIDED);
        if (is(c, prepared)) reasons.add(Reason.PREPARED);
        if (possible == 1) reasons.add(Reason.ONLY_ONE);
        if (c.evidence().confidence() == Confidence.PROVEN) reasons.add(Reason.READ);
        if (c.evidence() instanceof Evidence.DeclaredRead) reasons.add(Reason.SAID_READ);
        if (c.attached() == Attached.TO_PLACE) reasons.add(Reason.ATTACHED);
        if (c.fullness().isPresent() && c.fullness().getAsInt() < ROOMY) reasons.add(Reason.ROOM);
        if (c.first()) reasons.add(Reason.FIRST_IN_DIRECTORY);
        if (c.here()) reasons.add(Reason.HERE);
        return reasons;
    }

    static Set<Doubt> doubts(Candidate c) {
        var doubts = EnumSet.noneOf(Doubt.class);
        if (!c.inside()) doubts.add(Doubt.OUTSIDE);
        if (c.closing()) doubts.add(Doubt.CLOSING);
        if (!c.published()) doubts.add(Doubt.NOT_PUBLISHED);
        if (c.evidence() instanceof Evidence.DeclaredNotRead) doubts.add(Doubt.NOT_READ);
        else if (c.evidence().confidence() == Confidence.NONE) doubts.add(Doubt.NOT_CONFIRMED);
        if (nearlyFull(c)) doubts.add(Doubt.NEARLY_FULL);
        if (c.attached() == Attached.BY_WORD) doubts.add(Doubt.NOT_ATTACHED);
        return doubts;
    }

    private static boolean nearlyFull(Candidate c) {
        return c.fullness().isPresent() && c.fullness().getAsInt() >= NEARLY_FULL;
    }

    private static int unread(Evidence evidence) {
        if (evidence instanceof Evidence.DeclaredNotRead) return 3;
        return switch (evidence.confidence()) {
            case PROVEN -> 0;
            case STATED -> 1;
            case NONE -> 2;
        };
    }

    private static boolean is(Candidate c, @Nullable MailAddress address) {
        return address != null && c.address().key().equals(address.key());
    }
}
