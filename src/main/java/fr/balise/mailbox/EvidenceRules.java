package fr.balise.mailbox;

import fr.balise.mailbox.Evidence.Confidence;
import fr.balise.mailbox.lifecycle.UseClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the things known of a mailbox tells best whether it is read. What somebody showed beats what somebody said, unless the
 * saying is newer and is "I don't". A check without an answer makes an older saying doubtful. Nothing is guessed.
 */
final class EvidenceRules {
    private final PlaceDays days;
    private final MailboxSettings settings;

    EvidenceRules(PlaceDays days, MailboxSettings settings) {
        this.days = days;
        this.settings = settings;
    }

    /**
     * @param use what the servers of this installation recorded; null for a mailbox that is not held here
     * @param checks newest first
     * @param colleague when somebody else who shares the mailbox last answered a check; null where nobody did or nobody shares it
     * @param listed since when, and as of which file, the directory has the mailbox; null where it does not
     */
    Evidence of(
            Said said,
            List<SentCheck> checks,
            @Nullable Instant colleague,
            boolean heldHere,
            @Nullable BoxUse use,
            @Nullable Listed listed) {
        var connected = connected(use);
        var refused = refused(said.reading(), checks).filter(no -> !isLater(connected, no));
        return confirmed(checks)
                .filter(at -> counts(at) && refused.isEmpty())
                .<Evidence>map(at -> new Evidence.Confirmed(days.day(at), SentCheck.until(at, days, settings)))
                .or(() -> byColleague(colleague)) // the question is whether anybody reads it: so this beats "not I"
                .or(() -> refused)
                .or(() -> connected.filter(seen -> seen.confidence() == Confidence.PROVEN)) // shown, not said
                .or(() -> declared(said.reading(), checks))
                .or(() -> asked(checks))
                .or(() -> connected)
                .orElseGet(() -> untold(heldHere, listed));
    }

    record Listed(LocalDate since, LocalDate asOf) {}

    /** What the servers recorded; empty where they know nothing, and where a gap hides it. */
    private Optional<Evidence> connected(@Nullable BoxUse use) {
        return switch (use) {
            case null -> Optional.empty();
            case BoxUse.Coarse(UseClass used) ->
                used == UseClass.UNKNOWN ? Optional.empty() : Optional.of(new Evidence.ConnectedWithin(used));
            case BoxUse.ByDay(var activity) ->
                activity.lastUse()
                        .map(on -> new Evidence.Connected(
                                on, !on.isBefore(days.today().minusDays(UseClass.SHOWS_SOMEBODY_DAYS))));
        };
    }

    /** Who was there after saying "I don't read it" does. On the same day the word stands. */
    private static boolean isLater(Optional<Evidence> connected, Evidence refused) {
        var seen = connected.map(Evidence::date).orElse(null);
        var said = refused.date();
        return seen != null && said != null && seen.isAfter(said);
    }

    private Optional<Evidence> refused(Said.@Nullable Reading reading, List<SentCheck> checks) {
        if (reading == null || reading.read()) return Optional.empty();
        if (confirmed(checks).filter(reading.at()::isBefore).isPresent()) return Optional.empty();
        return Optional.of(new Evidence.DeclaredNotRead(days.day(reading.at()), reading.by()));
    }

    private Optional<Evidence> byColleague(@Nullable Instant confirmed) {
        return Optional.ofNullable(confirmed)
                .filter(this::counts)
                .map(at -> new Evidence.ConfirmedByColleague(days.day(at), SentCheck.until(at, days, settings)));
    }

    private Optional<Evidence> declared(Said.@Nullable Reading reading, List<SentCheck> checks) {
        if (reading == null || !reading.read() || isOld(reading) || isDoubtful(reading, checks))
            return Optional.empty();
        return Optional.of(new Evidence.DeclaredRead(days.day(reading.at()), reading.by()));
    }

    private boolean counts(Instant confirmed) {
        return days.today().isBefore(SentCheck.until(confirmed, days, settings));
    }

    private static Optional<Instant> confirmed(List<SentCheck> checks) {
        return checks.stream()
                .flatMap(check -> Optional.ofNullable(check.confirmed()).stream())
                .max(Comparator.naturalOrder());
    }

    private boolean isOld(Said.Reading reading) {
        return !days.today().isBefore(days.day(reading.at()).plus(settings.confirmationLife()));
    }

    private boolean isDoubtful(Said.Reading reading, List<SentCheck> checks) {
        return checks.stream()
                .filter(check -> check.sent().isAfter(reading.at()))
                .anyMatch(check -> check.state(days, settings) instanceof CheckState.Unanswered);
    }

    private Optional<Evidence> asked(List<SentCheck> checks) {
        if (checks.isEmpty()) return Optional.empty();
        var newest = checks.getFirst();
        var asked = newest.confirmed() == null ? days.day(newest.sent()) : null;
        return Optional.of(new Evidence.NotConfirmed(
                asked, confirmed(checks).map(days::day).orElse(null)));
    }

    private static Evidence untold(boolean heldHere, @Nullable Listed listed) {
        if (!heldHere) return new Evidence.HeldElsewhere();
        return listed == null
                ? new Evidence.NotConfirmed(null, null)
                : new Evidence.DirectoryHistoryOnly(listed.since(), listed.asOf());
    }
}
