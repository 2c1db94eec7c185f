package fr.balise.mailbox;

import fr.balise.directory.DirectoryAge;
import fr.balise.directory.Listing;
import fr.balise.mailbox.RequestState.Cancelled;
import fr.balise.mailbox.RequestState.Observed;
import fr.balise.mailbox.RequestView.Tracking;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the directory tells of a request. Only a file newer than the request counts, and an old file concludes nothing. */
final class Watching {
    private Watching() {}

    /**
     * The rows that are to go. Of a correction: the person's own ones if the mailbox is not theirs; else those on other people and
     * structures; where there is none, the person's own at places that the mailbox is not said to serve.
     *
     * @param rows of the address
     */
    static List<Listing> aim(Box box, List<Listing> rows, RequestView.Kind kind) {
        if (kind != RequestView.Kind.CORRECT) return rows;
        var published = rows.stream().filter(Publications::isPublic).toList();
        var own = published.stream().filter(row -> isOwn(box, row)).toList();
        if (box.hidden()) return own;
        var others = published.stream().filter(row -> !isOwn(box, row)).toList();
        if (!others.isEmpty()) return others;
        var misplaced = own.stream().filter(row -> !servesItsPlace(box, row)).toList();
        return misplaced.isEmpty() ? own : misplaced;
    }

    private static boolean isOwn(Box box, Listing row) {
        return box.attachments().stream()
                .anyMatch(attachment -> attachment.listing().attachment() == row.attachment());
    }

    private static boolean servesItsPlace(Box box, Listing row) {
        var purpose = box.purpose();
        if (purpose == null || purpose.situation() == null) return false;
        return box.attachments().stream()
                .filter(attachment -> attachment.listing().attachment() == row.attachment())
                .map(Box.Attachment::situation)
                .anyMatch(situation -> situation != null && situation.id() == purpose.situation());
    }

    /** The file that no longer has any of what is to go; empty while it has, and where it cannot tell. @param rows of the address */
    static Optional<LocalDate> gone(StoredRequest request, List<Listing> rows, DirectoryAge age) {
        if (!request.listed()) return Optional.empty();
        var watched = watched(request, rows);
        if (watched.isEmpty() || watched.stream().anyMatch(Publications::isPublic)) return Optional.empty();
        return watched.stream()
                .map(row -> row.presence().goneSince() == null
                        ? age.mailboxes() // put on the red list: seen in the newest file
                        : row.presence().goneSince())
                .flatMap(file -> Optional.ofNullable(file).stream())
                .max(LocalDate::compareTo)
                .filter(file -> request.seenFile() == null || file.isAfter(request.seenFile()));
    }

    private static List<Listing> watched(StoredRequest request, List<Listing> rows) {
        if (request.kind() != RequestView.Kind.CORRECT) return rows;
        return rows.stream()
                .filter(row -> request.attachments().contains(row.attachment()))
                .toList();
    }

    /** @param state what the directory shows taken into account */
    static Tracking tracking(
            StoredRequest request, RequestState state, DirectoryAge age, LocalDate today, MailboxSettings settings) {
        return switch (state) {
            case Cancelled _ -> new Tracking.GivenUp();
            case RequestState.Confirmed(var on) -> new Tracking.Told(on);
            case Observed(var file) -> new Tracking.Gone(file);
            case RequestState.AwaitingApproval _, RequestState.ToSend _ -> new Tracking.NothingSent();
            case RequestState.Sent(var on) -> still(request, on, on, age.mailboxes(), today, settings);
            case RequestState.Reminded r -> still(request, r.sentOn(), r.on(), age.mailboxes(), today, settings);
            case RequestState.Refused(var on, var _) -> still(request, on, today, age.mailboxes(), today, settings);
        };
    }

    private static Tracking still(
            StoredRequest request,
            LocalDate sent,
            LocalDate told,
            @Nullable LocalDate file,
            LocalDate today,
            MailboxSettings settings) {
        if (!request.listed() || file == null) return new Tracking.NotWatchable();
        if (today.isBefore(told.plus(settings.remindAfter()))) return new Tracking.StillPublished(file);
        return new Tracking.StillPublishedAfter(
                ChronoUnit.DAYS.between(sent, today), file, isConclusive(file, sent, today, settings));
    }

    private static boolean isConclusive(LocalDate file, LocalDate sent, LocalDate today, MailboxSettings settings) {
        return file.isAfter(sent) && !file.plus(settings.staleAfter()).isBefore(today);
    }
}
