package fr.balise.directory.search;

import fr.balise.kernel.MailboxType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person with the situation that answers best, or a structure with its own mailboxes.
 *
 * @param person null for a structure
 * @param situation place and work; null for a person without any situation
 * @param otherSituations how many more present situations this person has
 * @param mailboxes present and listed ones; those of this situation first
 * @param score to compare hits of one answer only
 */
public record Hit(
        @Nullable Who person, @Nullable Where situation, int otherSituations, List<Box> mailboxes, float score) {

    /**
     * @param rpps null for people without one
     */
    public record Who(
            long id,
            @Nullable String rpps,
            @Nullable String civility,
            String family,
            @Nullable String given) {
        public String fullName() {
            return given == null ? family : given + " " + family;
        }

        /** What tells two homonyms apart: the last four digits; null without RPPS. */
        public @Nullable String rppsEnd() {
            return rpps == null ? null : rpps.substring(Math.max(0, rpps.length() - 4));
        }
    }

    /**
     * @param id of the practice situation; null for a structure that is itself the hit
     * @param structure null for a situation without a place
     */
    public record Where(
            @Nullable Long id,
            @Nullable String profession,
            List<String> specialties,
            @Nullable Place structure) {}

    /** @param name the name people use; {@code legalName} null when it is the same */
    public record Place(
            long id,
            String name,
            @Nullable String legalName,
            @Nullable String finess,
            @Nullable String postcode,
            @Nullable String city,
            @Nullable String department) {}

    /**
     * @param rank 1 for the preferred one; null where no source says
     * @param on what it hangs on
     */
    public record Box(
            String address,
            MailboxType type,
            @Nullable Integer rank,
            @Nullable String service,
            On on) {}

    /** What a mailbox of a hit hangs on. */
    public enum On {
        PERSON,
        THIS_SITUATION,
        OTHER_SITUATION,
        STRUCTURE
    }
}
