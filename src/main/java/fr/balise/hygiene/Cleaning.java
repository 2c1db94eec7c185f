package fr.balise.hygiene;

import fr.balise.jobs.JobId;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore.Use;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clean-up that was ordered.
 *
 * @param owner account of who ordered it, in the room identity
 * @param rule that ordered it in the name of the owner; null for a person
 * @param preparedBy name of whoever prepared it for the owner; null where nobody did
 * @param messages, octets that were chosen
 * @param undo the job that puts back; null while nobody asked for it
 * @param recoverUntil null while it goes on
 * @param goneAt when it was removed for good, or put back whole; null while it can be taken back
 */
public record Cleaning(
        long id,
        AccountId account,
        long owner,
        String ownerName,
        @Nullable Long rule,
        Way way,
        @Nullable String preparedBy,
        JobId job,
        @Nullable JobId undo,
        long messages,
        long octets,
        Instant orderedAt,
        @Nullable Instant doneAt,
        @Nullable Instant recoverUntil,
        @Nullable Instant goneAt,
        List<Part> parts) {

    public Cleaning {
        parts = List.copyOf(parts);
    }

    /** Where messages go. */
    public enum Way {
        /** Beside the mailbox, where they do not count. */
        ASIDE,
        /** Into the trash of the mailbox, where they count until it is emptied [RFC6154 2]. */
        TRASH;

        /** What lies in the trash cannot be put there. */
        boolean takesFrom(Use folder) {
            return this == ASIDE || folder != Use.TRASH;
        }
    }

    /**
     * Messages of one group in one folder.
     *
     * @param folder its name when it was ordered
     * @param backAt when they were put back; null while they were not
     */
    public record Part(
            int number,
            Group group,
            String folder,
            long uidValidity,
            List<Long> uids,
            long octets,
            @Nullable Instant backAt) {
        public Part {
            uids = List.copyOf(uids);
        }

        @Override
        public String toString() {
            return "Part[" + number + " " + group + "]";
        }
    }

    public boolean recoverable(Instant now) {
        return recoverUntil != null && goneAt == null && now.isBefore(recoverUntil);
    }

    /** Octets that the mailbox would hold again: what is in its trash is in it still. */
    public long returning() {
        return way == Way.TRASH ? 0 : waiting();
    }

    /** Octets that can be taken back. */
    public long waiting() {
        return parts.stream()
                .filter(part -> part.backAt() == null)
                .mapToLong(Part::octets)
                .sum();
    }
}
