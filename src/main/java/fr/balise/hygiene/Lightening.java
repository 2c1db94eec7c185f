package fr.balise.hygiene;

import fr.balise.jobs.JobId;
import fr.balise.mailstore.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order to take heavy attachments out of messages, which stay.
 *
 * @param owner account of who ordered it, in the room identity
 * @param undo the job that puts back; null while nobody asked for it
 * @param recoverUntil null while it goes on
 * @param goneAt when the originals were removed for good, or put back; null while they can be taken back
 */
public record Lightening(
        long id,
        AccountId account,
        long owner,
        String ownerName,
        @Nullable JobId job,
        @Nullable JobId undo,
        Instant orderedAt,
        @Nullable Instant doneAt,
        @Nullable Instant recoverUntil,
        @Nullable Instant goneAt,
        List<One> messages) {

    public Lightening {
        messages = List.copyOf(messages);
    }

    public enum State {
        WAITING,
        /** The light copy is made, and noted what it weighs; the message itself may have gone aside. */
        READY,
        LIGHT,
        /** Signed or encrypted: left as it was. */
        SEALED,
        /** Nothing heavy in it, or not built so that anybody could be sure: left as it was. */
        LEFT,
        /** Not there any more when its turn came. */
        GONE,
        BACK
    }

    /**
     * A message.
     *
     * @param folder its name when it was ordered
     * @param octets of the message before
     * @param light of the message after; 0 while that is not known
     * @param pieces how many attachments were replaced
     */
    public record One(
            int number, String folder, long uidValidity, long uid, State state, long octets, long light, int pieces) {
        @Override
        public String toString() {
            return "One[" + number + " " + state + "]";
        }
    }

    public boolean recoverable(Instant now) {
        return recoverUntil != null && goneAt == null && now.isBefore(recoverUntil);
    }

    public long count(State state) {
        return messages.stream().filter(one -> one.state() == state).count();
    }

    /** Octets of the quota. */
    public long freed() {
        return messages.stream()
                .filter(one -> one.state() == State.LIGHT)
                .mapToLong(one -> one.octets() - one.light())
                .sum();
    }
}
