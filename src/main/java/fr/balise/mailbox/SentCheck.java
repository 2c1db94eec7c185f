package fr.balise.mailbox;

import java.time.Instant;
import java.time.LocalDate;
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

    CheckState state(PlaceDays days, MailboxSettings settings) {
        if (confirmed != null) {
            var on = days.day(confirmed);
            var until = until(confirmed, days, settings);
            return days.today().isBefore(until) ? new CheckState.Answered(on, until) : new CheckState.Lapsed(on);
        }
        var asked = days.day(sent);
        return days.now().isBefore(expires)
                ? new CheckState.Waiting(asked, days.day(expires))
                : new CheckState.Unanswered(asked);
    }

    /** First day on which a confirmation no longer counts. */
    static LocalDate until(Instant confirmed, PlaceDays days, MailboxSettings settings) {
        return days.day(confirmed).plus(settings.confirmationLife());
    }
}
