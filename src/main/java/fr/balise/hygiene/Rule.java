package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Use;
import fr.balise.mailstore.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person lets go by itself, day by day [L-M3]: messages of a kind, read, received so many days ago, in one folder or in all.
 *
 * @param folder its name; null for all but the sent messages and the drafts
 * @param owner account of who made it, in the room identity
 * @param expected messages that the person was shown when it was made, or let go on; 0 once it ran
 * @param braked when it would have taken far more than usual, and how many; null while it goes on
 * @param paused since when whoever made it has no right to the mailbox any more; null while that person has
 */
public record Rule(
        long id,
        AccountId account,
        Kind kind,
        int days,
        @Nullable String folder,
        long owner,
        String ownerName,
        Instant madeAt,
        long expected,
        @Nullable Brake braked,
        @Nullable Instant paused) {

    /** @param messages that it would have taken */
    public record Brake(Instant at, long messages) {}

    /** What it takes; none takes a document of which nothing shows that it is filed. */
    public enum Kind {
        /** Read receipts and automatic replies. */
        RECEIPTS(7, 30),
        /** Results of laboratories that are filed. */
        FILED_RESULTS(30, 90),
        /** All documents that are filed. */
        FILED(30, 180),
        NEWSLETTERS(7, 30),
        /** What was thrown away, or came as junk. */
        THROWN(7, 30);

        private final int least;
        private final int proposed;

        Kind(int least, int proposed) {
            this.least = least;
            this.proposed = proposed;
        }

        /** Days at least. */
        public int least() {
            return least;
        }

        public int proposed() {
            return proposed;
        }

        private boolean takes(Item item, Use folder) {
            return switch (this) {
                case RECEIPTS -> item.kind() == MessageKind.RECEIPT || item.kind() == MessageKind.AUTOMATIC;
                case FILED_RESULTS -> item.kind() == MessageKind.LABORATORY && item.filed();
                case FILED -> item.kind().isDocument() && item.filed();
                case NEWSLETTERS -> item.kind() == MessageKind.NEWSLETTER;
                case THROWN -> folder == Use.TRASH || folder == Use.JUNK;
            };
        }
    }

    public static final int MOST_DAYS = 3_650;

    /** A failed filing or delivery waits for a person, wherever it lies. */
    boolean takes(Item item, Shelf shelf, Instant now) {
        if (!item.seen() || item.flagged() || item.kept() || item.unproven()) return false;
        if (item.kind() == MessageKind.NON_DELIVERY || item.kind() == MessageKind.PATIENT) return false;
        if (shelf.use() == Use.SENT || shelf.use() == Use.DRAFTS) return false;
        return (folder == null || folder.equals(shelf.name()))
                && item.received().isBefore(now.minus(Duration.ofDays(days)))
                && kind.takes(item, shelf.use());
    }

    /** A rule that suddenly finds much more has met something that nobody thought of. */
    static final int ALWAYS = 50;

    private static final int TIMES = 5;

    /**
     * How many messages it may take in a day without asking: those that the person was shown, or some times what is usual.
     *
     * @param before messages of its last runs, without the first, which takes what had piled up
     */
    long brake(List<Long> before) {
        var rising = before.stream().sorted().toList();
        long usual = rising.isEmpty() ? 0 : rising.get((rising.size() - 1) / 2);
        return Math.max(expected + ALWAYS, TIMES * usual);
    }

    @Override
    public String toString() {
        return "Rule[" + id + " " + kind + "]"; // names of folders may be names of patients
    }
}
