package fr.balise.promotion.telling;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import java.time.Instant;

/**
 * One time that somebody told correspondents which mailbox to write to.
 *
 * @param token of the link in all its messages
 * @param noted how many said "C'est noté"
 */
public record Announcement(MailAddress address, String token, Source source, int messages, int noted, Instant at) {

    public enum Source {
        /** Those who wrote to another mailbox of the same person. */
        MAILBOXES,
        BOOK;

        public String word() {
            return Named.word(this);
        }
    }
}
