package fr.balise.record;

import fr.balise.jobs.JobId;
import fr.balise.mailstore.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents of some messages that somebody gave to record software, or took away as files.
 *
 * @param owner account of who did, in the room identity
 * @param software null where they were taken away
 * @param to how the software was called then
 * @param job null where there is none
 */
public record HandOver(
        long id,
        AccountId account,
        long owner,
        String ownerName,
        @Nullable Long software,
        String to,
        @Nullable JobId job,
        int messages,
        Instant orderedAt,
        @Nullable Instant doneAt,
        List<Carried> carried) {

    public HandOver {
        carried = List.copyOf(carried);
    }

    public long count(Carried.State state) {
        return carried.stream().filter(one -> one.state() == state).count();
    }

    /** Messages that can be tried again. */
    public long refused() {
        return count(Carried.State.REFUSED);
    }
}
