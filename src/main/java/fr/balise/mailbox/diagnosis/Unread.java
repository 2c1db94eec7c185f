package fr.balise.mailbox.diagnosis;

import fr.balise.mailbox.PlaceDays;
import fr.balise.mailstore.Activity;
import fr.balise.mailstore.MailActivity.Kind;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Mail that waits in a mailbox where nothing was read for a month.
 *
 * @param messages unread now
 * @param oldest day on which the oldest of them arrived
 * @param received messages that arrived in that month
 * @param since first day of it
 */
record Unread(int messages, LocalDate oldest, int received, LocalDate since) {
    private static final int DAYS = 30;

    /** Empty where somebody reads, where nothing comes, and where nobody can tell. */
    static Optional<Unread> of(Activity activity, PlaceDays place) {
        var waiting = activity.unread();
        if (waiting == null || waiting.oldest() == null) return Optional.empty();
        var since = activity.today().minusDays(DAYS);
        var month = activity.days().stream()
                .filter(day -> !day.on().isBefore(since))
                .toList();
        int received = month.stream().mapToInt(day -> day.count(Kind.RECEIVED)).sum();
        var oldest = place.day(waiting.oldest());
        var read = month.stream().anyMatch(day -> day.count(Kind.READ) > 0 || !day.whole());
        return read || received == 0 || oldest.isAfter(since)
                ? Optional.empty()
                : Optional.of(new Unread(waiting.messages(), oldest, received, since));
    }
}
