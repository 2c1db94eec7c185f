package fr.balise.mailbox.lifecycle;

import java.time.Instant;

/** That what is useful was retrieved since the mailbox was depublished, and how that is known. */
public record Retrieval(How how, By by, Instant at) {
    public enum How {
        /** "J’ai récupéré ce qui m’est utile". */
        SAID,
        /** An export was downloaded to its end. */
        EXPORTED,
        /** Everything was copied to another mailbox. */
        COPIED
    }
}
