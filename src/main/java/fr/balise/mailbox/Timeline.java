package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.kernel.MailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** "Mes démarches": requests, checks and declarations, newest first. */
public interface Timeline {

    Outcome<List<Entry>> all(Subject subject);

    Outcome<List<Entry>> of(Subject subject, BoxId box);

    /**
     * One thing that happened.
     *
     * @param day of the place where the mailbox is read
     * @param by name of who did it; empty for what Balise saw itself
     */
    record Entry(Instant at, LocalDate day, BoxId box, MailAddress address, Kind kind, Words words, String by) {}

    enum Kind {
        REQUEST,
        CHECK,
        DECLARATION,
        LIFE
    }

    /** Whoever else knows of things that happened to a mailbox of this person. */
    interface Source {
        List<Entry> of(Subject subject, Box box);
    }
}
