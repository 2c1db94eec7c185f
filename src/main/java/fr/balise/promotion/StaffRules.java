package fr.balise.promotion;

import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import fr.balise.promotion.StaffMember.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is staff, who has chosen, who may be reminded. Pure. */
final class StaffRules {
    /**
     * Modes of practice of whoever works for the structure: employed (salarié), volunteer (bénévole). Whoever is independent never does,
     * and of whom the files do not tell the mode nobody knows: not the manager's to see.
     */
    private static final Set<String> OF_THE_STRUCTURE = Set.of("S", "B");

    private StaffRules() {}

    static boolean isStaff(Situation situation) {
        var mode = situation.mode();
        return situation.presence().present() && mode != null && OF_THE_STRUCTURE.contains(mode.code());
    }

    /** @param listed public addresses of the person */
    static State state(Situation situation, List<Listed> listed, List<Preference> decided) {
        boolean chosen = decided.stream()
                .map(Preference::spot)
                .anyMatch(spot ->
                        spot.document() == null && (spot.situation() == null || spot.situation() == situation.id()));
        if (chosen) return State.CHOSEN;
        return reach(situation, listed).isPresent() || listed.stream().anyMatch(Listed::isOnPerson)
                ? State.NOT_CHOSEN
                : State.NO_MAILBOX;
    }

    /** A mailbox of this structure: what somebody has elsewhere is not the structure's to write to. */
    static Optional<MailAddress> reach(Situation situation, List<Listed> listed) {
        var structure = situation.structure();
        return listed.stream()
                .filter(one -> structure != null && one.structure() != null && one.structure() == structure.id())
                .min(Comparator.comparingLong(Listed::row))
                .map(Listed::address);
    }

    static boolean isRemindable(
            State state, @Nullable MailAddress reach, @Nullable Instant last, Instant now, Duration every) {
        return state == State.NOT_CHOSEN
                && reach != null
                && (last == null || !last.plus(every).isAfter(now));
    }
}
