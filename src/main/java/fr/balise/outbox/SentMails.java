package fr.balise.outbox;

import java.util.List;
import java.util.Optional;

/** What the file adapter wrote instead of sending: for the demo, and for trying an installation out. */
public interface SentMails {

    /** Newest first. */
    List<SentMail> latest(int limit);

    Optional<SentMail> get(long id);
}
