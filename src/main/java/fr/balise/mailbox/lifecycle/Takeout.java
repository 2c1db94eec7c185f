package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.BoxId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** "Télécharger tout": everything that a mailbox holds, made into one file by a job. Without such a bean the page does not offer it. */
public interface Takeout {

    /** The newest one for this mailbox, unless it is gone already. */
    Optional<Made> latest(MailboxId mailbox);

    /** Where it is started, followed and downloaded: a path of this application. */
    String page(BoxId box);

    /**
     * @param done messages written so far, {@code of} messages in all
     * @param until until when the file can be downloaded; null while it is being made
     * @param failed why it stopped, in words; null while it did not
     */
    record Made(
            long done,
            long of,
            @Nullable Instant until,
            @Nullable String failed) {
        public boolean ready() {
            return until != null;
        }
    }
}
