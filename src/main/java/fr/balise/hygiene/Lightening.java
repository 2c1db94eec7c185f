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
        /** The light copy is made, and noted what it weighs; the message itself may have gone aside, and wait for room. */
        READY,
        LIGHT,
        /** On its way back. */
        BACKING,
        /** There was no room left for anything: it is where it was, as it was. */
        NO_ROOM,
        /** Signed or encrypted: left as it was. */
        SEALED,
        /** Nothing heavy in it, or not built so that anybody could be sure: left as it was. */
        LEFT,
        /** Not there any more when its turn came, or gone for good before it could come back. */
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
     * @param copy UID of the light copy that goes while the message comes back; 0 for none
     */
    public record One(
            int number,
            String folder,
            long uidValidity,
            long uid,
            State state,
            long octets,
            long light,
            int pieces,
            long copy) {
        /** Before its turn. */
        static One waiting(int number, Shelf shelf, Item item) {
            return new One(
                    number, shelf.name(), shelf.uidValidity(), item.uid(), State.WAITING, item.octets(), 0, 0, 0);
        }

        /** Whether its original waits aside. */
        boolean isAside() {
            return state == State.READY || state == State.LIGHT || state == State.BACKING;
        }

        @Override
        public String toString() {
            return "One[" + number + " " + state + "]";
        }
    }

    public boolean recoverable(Instant now) {
        return recoverUntil != null
                && goneAt == null
                && now.isBefore(recoverUntil)
                && messages.stream().anyMatch(One::isAside);
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
