package fr.balise.promotion;

import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who practises in a structure, and whether a preferred mailbox is chosen there. Which one, the manager does not learn here.
 *
 * @param reach public mailbox of this structure to which a reminder can go; null where there is none
 * @param remindedAt null for never
 * @param remindable there is something to choose, nothing is chosen, and the last reminder is long enough ago
 */
public record StaffMember(
        Person person,
        Situation situation,
        State state,
        @Nullable MailAddress reach,
        @Nullable Instant remindedAt,
        boolean remindable) {

    /** In the order of the page. */
    public enum State {
        NOT_CHOSEN,
        /** Nothing public that could be chosen. */
        NO_MAILBOX,
        CHOSEN;

        public String word() {
            return Named.word(this);
        }
    }
}
