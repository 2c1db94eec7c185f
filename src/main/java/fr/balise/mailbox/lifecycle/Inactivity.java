package fr.balise.mailbox.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The inactivity policy: who is concerned and why [L-I7]. Pure, and without effect: it lists, a person disposes, and a mailbox is closed
 * by its lifecycle alone.
 */
public final class Inactivity {
    private Inactivity() {}

    /**
     * What is known of one mailbox.
     *
     * @param situationEnded since when its practice situation is no longer in the directory; null while it is, or where there is none
     * @param evidence in any order
     */
    public record Observed(
            Hosted mailbox, LastUse lastUse, @Nullable LocalDate situationEnded, List<Evidence> evidence) {
        public Observed {
            evidence = List.copyOf(evidence);
        }
    }

    /** One line of the dry run. */
    public record Line(MailboxId mailbox, Concern concern) {}

    /** Everybody, in the order of the ids: who would be concerned, who would not, and why. Changes nothing. */
    public static List<Line> dryRun(Stream<Observed> mailboxes, InactivityPolicy policy, Instant now) {
        return mailboxes
                .map(seen -> new Line(seen.mailbox().id(), concern(seen, policy, now)))
                .sorted(Comparator.comparingLong(line -> line.mailbox().value()))
                .toList();
    }

    public static Concern concern(Observed seen, InactivityPolicy policy, Instant now) {
        var mailbox = seen.mailbox();
        if (!(mailbox.state() instanceof State.Active)) return new Concern.Closing();
        if (mailbox.restrained()) return new Concern.Restrained();
        var today = mailbox.day(now);
        var opposed = newest(seen, Evidence.Opposed.class).map(on -> on.plus(policy.opposition()));
        if (opposed.isPresent() && today.isBefore(opposed.get())) return new Concern.Opposed(opposed.get());
        var ended = seen.situationEnded();
        if (ended != null)
            return newest(seen, Evidence.Proposed.class)
                    .filter(on -> !on.isBefore(ended))
                    .map(on -> (Concern) new Concern.Proposed(on))
                    .orElseGet(() -> new Concern.SituationEnded(ended));
        return switch (seen.lastUse()) {
            case LastUse.Unknown _ -> new Concern.UseUnknown();
            case LastUse.On(var day) -> silent(seen, day, policy, today);
            case LastUse.NeverSince(var opened) -> silent(seen, opened, policy, today);
        };
    }

    /** A notice from before the last use, or before an opposition that ran out, counts no more. */
    private static Concern silent(Observed seen, LocalDate since, InactivityPolicy policy, LocalDate today) {
        var unused = since.plus(policy.silence());
        if (today.isBefore(unused)) return new Concern.InUse(unused);
        var begins = newest(seen, Evidence.Opposed.class)
                .map(on -> on.plus(policy.opposition()))
                .filter(unused::isBefore)
                .orElse(unused);
        var noticed = newest(seen, Evidence.Noticed.class).filter(on -> !on.isBefore(begins));
        if (noticed.isEmpty()) return new Concern.ToNotify(since);
        var until = noticed.get().plus(policy.notice());
        if (today.isBefore(until)) return new Concern.Noticed(noticed.get(), until);
        return newest(seen, Evidence.Proposed.class)
                .filter(on -> !on.isBefore(until))
                .map(on -> (Concern) new Concern.Proposed(on))
                .orElseGet(() -> new Concern.ToPropose(since, noticed.get()));
    }

    private static Optional<LocalDate> newest(Observed seen, Class<? extends Evidence> kind) {
        return seen.evidence().stream()
                .filter(kind::isInstance)
                .map(Evidence::on)
                .max(Comparator.naturalOrder());
    }
}
