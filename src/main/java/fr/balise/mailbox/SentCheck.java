package fr.balise.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One check that was sent to an address.
 *
 * @param account who asked, and who alone may answer
 * @param wrongCodes how often a wrong code was typed
 */
record SentCheck(
        long id,
        String person,
        String address,
        long account,
        String by,
        Instant sent,
        Instant expires,
        int wrongCodes,
        @Nullable Instant confirmed) {

    CheckState state(Instant now, Function<Instant, LocalDate> day, MailboxSettings settings) {
        if (confirmed != null) {
            var until = until(confirmed, day, settings);
            return day.apply(now).isBefore(until)
                    ? new CheckState.Answered(confirmed, until)
                    : new CheckState.Lapsed(confirmed);
        }
        return now.isBefore(expires) ? new CheckState.Waiting(sent, expires) : new CheckState.Unanswered(sent);
    }

    /** First day on which a confirmation no longer counts. */
    static LocalDate until(Instant confirmed, Function<Instant, LocalDate> day, MailboxSettings settings) {
        return day.apply(confirmed).plus(settings.confirmationLife());
    }
}
