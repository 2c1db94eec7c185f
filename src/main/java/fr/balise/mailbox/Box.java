package fr.balise.mailbox;

import fr.balise.directory.Listing;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox in a person's name, or of a structure that the person manages.
 *
 * @param type null when declared by hand: only the directory tells
 * @param operator the sheet of the operator that holds the domain; null if none is known
 * @param attachments what it hangs on, as far as it concerns this person
 * @param elsewhere how many other people or structures the directory lists the same address on, now
 * @param purpose what the person said it is for; null if not asked or not answered
 * @param byHand declared by the person and in no directory row of this person
 * @param proven whether the person may ask for things about it: in the directory, or shown to be under control by a check
 * @param hidden the person said "Cette boîte n'est pas à moi"
 * @param nextCheck first day on which a check may be asked for
 * @param days those of the place where it is read, by which everything about it is counted
 * @param use what the servers recorded; null when they know nothing, as of mailboxes held elsewhere
 * @param stated what Balise states of the address in the directory
 * @param drift how the national directory differs from that; null where it does not
 * @param requests requests about it, newest first
 */
public record Box(
        BoxId id,
        MailAddress address,
        @Nullable MailboxType type,
        @Nullable OperatorSheet operator,
        Publication publication,
        List<Attachment> attachments,
        int elsewhere,
        @Nullable Purpose purpose,
        boolean byHand,
        boolean proven,
        boolean hidden,
        Evidence evidence,
        CheckState check,
        LocalDate nextCheck,
        PlaceDays days,
        @Nullable BoxUse use,
        Stated stated,
        @Nullable ListingDrift drift,
        List<RequestView> requests) {

    public Box {
        attachments = List.copyOf(attachments);
        requests = List.copyOf(requests);
    }

    /** What the directory says of the address. */
    public sealed interface Publication {

        /** @param atLeast the first file ever loaded had it already: "depuis au moins le" */
        record Published(LocalDate since, boolean atLeast) implements Publication {}

        record Disappeared(LocalDate on) implements Publication {}

        /** On the red list: known to its holder alone. */
        record Unlisted() implements Publication {}

        /** Declared by hand, never seen in a file. */
        record NeverListed() implements Publication {}

        default Words words() {
            return switch (this) {
                case Published(var since, var atLeast) ->
                    Words.of(atLeast ? "mailbox.publication.at-least" : "mailbox.publication.since", since);
                case Disappeared(var on) -> Words.of("mailbox.publication.disappeared", on);
                case Unlisted _ -> Words.of("mailbox.publication.unlisted");
                case NeverListed _ -> Words.of("mailbox.publication.never");
            };
        }
    }

    /**
     * One carrier.
     *
     * @param situation the situation it names, {@code structure} its place; both null on the RPPS alone
     */
    public record Attachment(
            Listing listing,
            @Nullable Situation situation,
            @Nullable Structure structure) {

        public boolean present() {
            return listing.presence().present();
        }

        /** Null where no source gives a rank; 1 is the preferred mailbox of this carrier. */
        public @Nullable Integer rank() {
            return listing.rank();
        }
    }

    /**
     * "Cette boîte vous sert pour : …".
     *
     * @param situation null for "tous vos lieux"
     */
    public record Purpose(@Nullable Long situation, LocalDate on, String by) {
        /** "Indiqué par vous le …" */
        public Words words() {
            return Words.of("mailbox.purpose.said", on);
        }
    }

    Box asking(List<RequestView> requests) {
        return new Box(
                id,
                address,
                type,
                operator,
                publication,
                attachments,
                elsewhere,
                purpose,
                byHand,
                proven,
                hidden,
                evidence,
                check,
                nextCheck,
                days,
                use,
                stated,
                drift,
                requests);
    }

    /** What Balise itself states of the address. */
    public enum Stated {
        /** Nothing: the national files alone speak of it. */
        NOTHING,
        LISTED,
        /** That it is not there, or no longer. */
        WITHDRAWN
    }

    public boolean published() {
        return publication instanceof Publication.Published;
    }

    /** The one place that it serves: what the person said, else the only one that the directory has; null for all, and for several. */
    public @Nullable Long situation() {
        if (purpose != null) return purpose.situation();
        var places = attachments.stream()
                .filter(Attachment::present)
                .flatMap(one -> Stream.ofNullable(one.situation()))
                .map(Situation::id)
                .distinct()
                .toList();
        return places.size() == 1 ? places.getFirst() : null;
    }

    /** The best rank on any carrier, null if no source gives one. */
    public @Nullable Integer rank() {
        return attachments.stream()
                .filter(Attachment::present)
                .map(Attachment::rank)
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(null);
    }
}
