package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox that this installation holds: what never changes, its state, and the facts beside it.
 *
 * @param situation practice situation of the directory that it serves; null for all places, and for structures
 * @param zone in which its days are counted: that of the situation
 * @param holds at most one of each kind
 * @param suspension of the holder's access; null while there is none
 * @param retrieval since it was depublished; null while nothing was retrieved
 * @param version counts the changes; a change made from an older one is refused
 */
public record Hosted(
        MailboxId id,
        MailAddress address,
        MailboxType type,
        Owner owner,
        @Nullable Long situation,
        ZoneId zone,
        State state,
        Map<Hold, Measure> holds,
        @Nullable Measure suspension,
        @Nullable Retrieval retrieval,
        long version) {

    public Hosted {
        holds = Map.copyOf(holds);
    }

    /** The day at that moment, where the mailbox is used. */
    public LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /** Whether something stands in the way of erasing: a hold, or a holder who cannot get at the mail. */
    public boolean restrained() {
        return !holds.isEmpty() || suspension != null;
    }

    Hosted in(State next) {
        return with(next, holds, suspension, retrieval);
    }

    /** Whatever was retrieved before counts no more: new mail may come. */
    Hosted anew(State next) {
        return with(next, holds, suspension, null);
    }

    Hosted retrieved(Retrieval how) {
        return with(state, holds, suspension, how);
    }

    Hosted suspended(@Nullable Measure measure) {
        return with(state, holds, measure, retrieval);
    }

    Hosted holding(Hold kind, @Nullable Measure measure) {
        var standing = new EnumMap<Hold, Measure>(Hold.class);
        standing.putAll(holds);
        if (measure == null) standing.remove(kind);
        else standing.put(kind, measure);
        return with(state, standing, suspension, retrieval);
    }

    private Hosted with(State next, Map<Hold, Measure> standing, @Nullable Measure access, @Nullable Retrieval gotten) {
        return new Hosted(id, address, type, owner, situation, zone, next, standing, access, gotten, version);
    }
}
