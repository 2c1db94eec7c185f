package fr.balise.hygiene;

import fr.balise.kernel.MailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox at another operator as the last session saw it: nothing of it is followed meanwhile.
 *
 * @param account of the person who looked
 * @param used octets that were in it
 * @param quota octets that may be in it; 0 where its operator does not tell
 * @param seenAt null while nobody looked
 * @param picture null where only the sum is known
 * @param takenAt when the picture was
 */
public record Photo(
        long id,
        long account,
        MailAddress mailbox,
        long used,
        long quota,
        @Nullable Instant seenAt,
        @Nullable StoragePicture picture,
        @Nullable Instant takenAt) {

    /** @param target percent of the quota to come back under */
    HowFull howFull(int target) {
        if (seenAt == null) return new HowFull.Unseen();
        return quota > 0 ? new HowFull.Known(new Room(used, quota, null, target)) : new HowFull.Holds(used);
    }

    @Override
    public String toString() {
        return "Photo[" + id + "]";
    }
}
