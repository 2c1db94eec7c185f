package fr.balise.mailbox;

import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to the operator that holds a mailbox.
 *
 * @param id opaque, for URLs; found only for the person it is about
 * @param preparedBy name of who prepared it
 * @param letter recipient and text, ready to send
 * @param possible the acts that the state allows now
 */
public record RequestView(
        UUID id,
        BoxId box,
        MailAddress address,
        Kind kind,
        RequestState state,
        Tracking tracking,
        LocalDate preparedOn,
        String preparedBy,
        Letter letter,
        Set<Act> possible) {

    public RequestView {
        possible = Set.copyOf(possible);
    }

    public enum Kind {
        DEPUBLISH,
        DELETE,
        CORRECT;

        public Words words() {
            return Words.of("mailbox.request.kind." + Finding.word(name()));
        }

        /** "Demander la dépublication" … */
        public Words button() {
            return Words.of("mailbox.request.button." + Finding.word(name()));
        }
    }

    public enum Act {
        APPROVE,
        MARK_SENT,
        REMIND,
        MARK_REFUSED,
        /** Of deletions only. */
        MARK_CONFIRMED,
        CANCEL;

        public Words words() {
            return Words.of("mailbox.request.act." + Finding.word(name()));
        }
    }

    /** Where it stands. The directory shows that an address left, never that a mailbox was deleted: that is not said. */
    public Words told() {
        return kind == Kind.DELETE && state instanceof RequestState.Observed(var file)
                ? Words.of("mailbox.request.state.observed-delete", file)
                : state.words();
    }

    /** What the directory says of its aim, in words. */
    public Words tracked() {
        return kind == Kind.DELETE && tracking instanceof Tracking.Gone(var file)
                ? Words.of("mailbox.request.tracking.gone-delete", file)
                : tracking.words();
    }

    /**
     * The message in French, with all identifiers filled in.
     *
     * @param recipient a whole sentence: whom to send it to, and how, even when no contact is known
     * @param contact mail address or number of the operator's support, if the sheet has one
     * @param form address of the operator's form, if the sheet has one
     * @param reminder what to send when reminding; null while there is nothing to remind of
     */
    public record Letter(
            String recipient,
            @Nullable String contact,
            @Nullable String form,
            String subject,
            String body,
            @Nullable String reminder) {}

    /** What the directory says of the request's aim. Never "dépubliée" before it is observed, never failed on an old file. */
    public sealed interface Tracking {

        record NothingSent() implements Tracking {}

        /** "Encore publiée dans l'annuaire du …" */
        record StillPublished(LocalDate file) implements Tracking {}

        /** "Toujours publiée après 15 jours". @param conclusive false when the file is too old to tell */
        record StillPublishedAfter(long days, LocalDate file, boolean conclusive) implements Tracking {}

        /** "N'est plus publiée (constaté le …)" */
        record Gone(LocalDate file) implements Tracking {}

        /** The address was not listed when the request was made: the directory cannot tell. */
        record NotWatchable() implements Tracking {}

        /** Deleted, as the operator told. */
        record Told(LocalDate on) implements Tracking {}

        record GivenUp() implements Tracking {}

        default Words words() {
            return switch (this) {
                case NothingSent _ -> Words.of("mailbox.request.tracking.nothing-sent");
                case StillPublished(var file) -> Words.of("mailbox.request.tracking.still", file);
                case StillPublishedAfter(var days, var file, var sure) ->
                    Words.of(
                            sure ? "mailbox.request.tracking.after" : "mailbox.request.tracking.after-old", days, file);
                case Gone(var file) -> Words.of("mailbox.request.tracking.gone", file);
                case NotWatchable _ -> Words.of("mailbox.request.tracking.not-watchable");
                case Told(var on) -> Words.of("mailbox.request.tracking.told", on);
                case GivenUp _ -> Words.of("mailbox.request.tracking.given-up");
            };
        }
    }
}
