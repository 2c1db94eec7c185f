package fr.balise.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of the things known of a mailbox tells best whether it is read. What somebody showed beats what somebody said, unless the
 * saying is newer and is "I don't". A check without an answer makes an older saying doubtful. Nothing is guessed.
 */
final class EvidenceRules {
    private final Instant now;
    private final Function<Instant, LocalDate> day;
    private final MailboxSettings settings;

    EvidenceRules(Instant now, Function<Instant, LocalDate> day, MailboxSettings settings) {
        this.now = now;
        this.day = day;
        this.settings = settings;
    }

    /**
     * @param checks newest first
     * @param listed since when, and as of which file, the directory has the mailbox; null where it does not
     */
    Evidence of(Said said, List<SentCheck> checks, boolean heldHere, @Nullable Listed listed) {
        return spoken(said.reading(), checks).or(() -> asked(checks)).orElseGet(() -> untold(heldHere, listed));
    }

    record Listed(LocalDate since, LocalDate asOf) {}

    private Optional<Evidence> spoken(Said.@Nullable Reading reading, List<SentCheck> checks) {
        var confirmed = confirmed(checks);
        if (reading != null
                && !reading.read()
                && !confirmed.filter(reading.at()::isBefore).isPresent())
            return Optional.of(new Evidence.DeclaredNotRead(day.apply(reading.at()), reading.by()));
        var valid = confirmed.filter(at -> day.apply(now).isBefore(SentCheck.until(at, day, settings)));
        if (valid.isPresent())
            return Optional.of(
                    new Evidence.Confirmed(day.apply(valid.get()), SentCheck.until(valid.get(), day, settings)));
        if (reading == null || !reading.read() || isOld(reading) || isDoubtful(reading, checks))
            return Optional.empty();
        return Optional.of(new Evidence.DeclaredRead(day.apply(reading.at()), reading.by()));
    }

    private static Optional<Instant> confirmed(List<SentCheck> checks) {
        return checks.stream()
                .flatMap(check -> Optional.ofNullable(check.confirmed()).stream())
                .max(Comparator.naturalOrder());
    }

    private boolean isOld(Said.Reading reading) {
        return !day.apply(now).isBefore(day.apply(reading.at()).plus(settings.confirmationLife()));
    }

    private boolean isDoubtful(Said.Reading reading, List<SentCheck> checks) {
        return checks.stream()
                .anyMatch(check -> check.state(now, day, settings) instanceof CheckState.Unanswered(var sent)
                        && sent.isAfter(reading.at()));
    }

    private Optional<Evidence> asked(List<SentCheck> checks) {
        if (checks.isEmpty()) return Optional.empty();
        var newest = checks.getFirst();
        var asked = newest.confirmed() == null ? day.apply(newest.sent()) : null;
        return Optional.of(
                new Evidence.NotConfirmed(asked, confirmed(checks).map(day).orElse(null)));
    }

    private static Evidence untold(boolean heldHere, @Nullable Listed listed) {
        if (!heldHere) return new Evidence.HeldElsewhere();
        return listed == null
                ? new Evidence.NotConfirmed(null, null)
                : new Evidence.DirectoryHistoryOnly(listed.since(), listed.asOf());
    }
}
