package fr.balise.promotion;

import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Question}. It names nothing that is not public now. */
public sealed interface Resolution {

    /**
     * @param person null for an address that is no person's
     * @param situation that it is for; null for all places
     * @param asked whether it is the very address that was asked about
     * @param alternatives other public addresses of the same person
     * @param directory day of the directory that it is drawn from; null before the first load
     */
    record Use(
            MailAddress address,
            Because because,
            @Nullable Person person,
            @Nullable Situation situation,
            boolean asked,
            List<MailAddress> alternatives,
            @Nullable LocalDate directory)
            implements Resolution {
        public Use {
            alternatives = List.copyOf(alternatives);
        }
    }

    record None(Why why) implements Resolution {}

    enum Why {
        /** The directory has nobody under that number. */
        UNKNOWN_PERSON,
        /** The directory does not have the address, and nobody leads on from it. The same answer for one that is not to be known. */
        UNKNOWN_ADDRESS,
        /** The directory has no such structure. */
        UNKNOWN_STRUCTURE,
        /** The person does not practise there as far as the directory knows. */
        NOT_THERE,
        /** The person has no public mailbox. */
        NO_MAILBOX,
        /** The structure has no public service mailbox. */
        NO_SERVICE_MAILBOX
    }
}
