package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The automatic reply of a depublished mailbox, as data [L-I5]. Its subject is fixed and it quotes nothing of the message: subjects
 * hold names of patients.
 *
 * @param newAddress the active mailbox to write to; in the text and in a header for software
 * @param french what the holder says, 1 to 2,000 characters; line ends are {@code \n}
 * @param english the same in English
 * @param fate what becomes of the message
 * @param from first day, in the zone of the mailbox
 * @param until last day; null for no end
 * @param everyDays a sender is answered at most once in so many days, 1 to 365
 * @param patients whether patients are answered as well
 */
public record AutoReply(
        MailAddress newAddress,
        String french,
        String english,
        Fate fate,
        LocalDate from,
        @Nullable LocalDate until,
        int everyDays,
        boolean patients) {

    public static final int LONGEST_TEXT = 2_000;
    public static final int USUAL_DAYS = 30;

    public enum Fate {
        /** It arrived and nobody reads the mailbox regularly. */
        NOT_READ,
        /** It arrived and a copy went to the new address. */
        COPIED,
        /** It arrived as usual; another mailbox is preferred. No depublished mailbox says so. */
        DELIVERED
    }

    public AutoReply {
        if (!canName(newAddress)) throw new IllegalArgumentException("an address that a header cannot carry");
        french = text(french);
        english = text(english);
        if (until != null && until.isBefore(from)) throw new IllegalArgumentException("ends before it begins");
        if (everyDays < 1 || everyDays > 365) throw new IllegalArgumentException("once in 1 to 365 days");
    }

    AutoReply with(Fate other) {
        return new AutoReply(newAddress, french, english, other, from, until, everyDays, patients);
    }

    /** Whether a reply can point there: a header for software carries the address, in plain ASCII of the forms that need no quotes. */
    public static boolean canName(MailAddress address) {
        return address.toString().matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+");
    }

    private static String text(String typed) {
        var text = typed.replace("\r\n", "\n").replace('\r', '\n').strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT)
            throw new IllegalArgumentException("a text has 1 to " + LONGEST_TEXT + " characters");
        return text;
    }
}
